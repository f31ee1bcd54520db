import { type Earlier, type Evidence, type Shortened, sourceOf } from "../api/evidence";
import type { Hold, Json } from "../api/views";
import { Ago, Panel } from "../parts/Bits";
import { Link, runPath } from "../router";
import { Differences } from "./read/Differences";
import { differences } from "./read/differences";
import { Odd, OddNotice } from "./read/Odd";
import { Reading } from "./read/Reading";
import { around } from "./read/people";
import { ByModel, Sources } from "./Sources";

/** The values that the flow shows, each with where it came from. */
export function Shown({ hold, evidence }: { hold: Hold; evidence: Evidence | undefined }) {
  if (hold.show.length === 0) {
    return null;
  }
  return (
    <Panel title="The evidence">
      <dl className="evidence">
        {hold.show.map((shown) => {
          const source = sourceOf(evidence, "show", shown.label) ?? {
            place: "show" as const,
            name: shown.label,
            model: shown.origin === "model",
            from: [],
          };
          return (
            <div key={shown.label}>
              <dt>
                <Odd text={shown.label} />
              </dt>
              <dd>
                <ByModel source={source}>
                  <Reading value={shown.value} at={around(shown.label, undefined)} />
                </ByModel>
                {evidence !== undefined && <Sources source={source} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </Panel>
  );
}

/** What a person reads in a model's place. */
export function Messages({ hold }: { hold: Hold }) {
  if (hold.question === undefined) {
    return null;
  }
  return (
    <Panel title={`What the model ${hold.question.model} would read`}>
      <p className="calm">{hold.question.why}</p>
      {hold.question.messages.map((message, index) => (
        <section key={index} className="message" aria-label={`${message.role} message`}>
          <h3>{message.role}</h3>
          <div className="prose" tabIndex={0} role="group" aria-label={`the ${message.role} message's text`}>
            <Odd text={message.text} />
          </div>
          <OddNotice text={message.text} />
        </section>
      ))}
    </Panel>
  );
}

const VERDICTS: Record<Shortened["items"][number]["verdict"], string> = {
  dropped: "left out",
  trimmed: "cut short",
  cleared: "emptied",
  summarised: "summarised",
};

const REASONS: Record<string, string> = {
  over_max: "longer than its own limit",
  over_budget: "no room in the budget",
  last: "only the newest are sent",
  max_age: "too old",
  clear_results: "old results are emptied",
  clamp: "too long for one event",
  summary: "a summary stands for it",
  drop_oldest: "the oldest go first",
  redacted: "kept from models",
};

/** A model did not see everything: what it was not shown, and the line of the file that says so. */
export function ShortenedNotice({ shortened, run }: { shortened: Shortened; run: string }) {
  const lost = shortened.items.filter((item) => item.verdict === "dropped").length;
  const where = shortened.visit > 1 ? `${shortened.state}, visit ${shortened.visit}` : shortened.state;
  return (
    <section className="notice shortened" aria-label={`What ${shortened.model} was not shown`}>
      <p>
        <b>{shortened.model} did not see everything.</b> In <code>{where}</code>{" "}
        {shortened.items.length + shortened.more === 1
          ? "one part of its context was"
          : `${shortened.items.length + shortened.more} parts of its context were`}{" "}
        {lost > 0 ? "left out or shortened" : "shortened"}, and what it wrote is shown here.
      </p>
      <ul>
        {shortened.items.map((item, index) => (
          <li key={index}>
            <b>
              <Odd text={item.item} />
            </b>{" "}
            {VERDICTS[item.verdict]}: <Odd text={item.source} />, {item.tokens_before} tokens,{" "}
            {item.tokens_after} sent
            {REASONS[item.reason] !== undefined && ` (${REASONS[item.reason]})`}
            {item.rule !== undefined && (
              <code className="rule">
                {item.rule.file}:{item.rule.line}
                <span>
                  {" "}
                  <Odd text={item.rule.text} />
                </span>
              </code>
            )}
          </li>
        ))}
      </ul>
      {shortened.more > 0 && <p className="calm">and {shortened.more} more</p>}
      <p className="calm">
        <Link href={runPath(run)}>See the whole question in the run</Link>
      </p>
    </section>
  );
}

const values = (show: { label: string; value?: Json }[]) =>
  Object.fromEntries(show.map(({ label, value }) => [label, value]));

/** In a loop: what is another than when it was rejected, with the note that asked for it. */
export function SinceRejected({ hold, earlier }: { hold: Hold; earlier: Earlier }) {
  const args = differences(earlier.args, hold.args);
  const show = differences(values(earlier.show) as Json, values(hold.show) as Json).filter(
    // What is sent says it already.
    (one) =>
      !args.some(
        (arg) =>
          JSON.stringify(arg.after) === JSON.stringify(one.after) &&
          JSON.stringify(arg.before) === JSON.stringify(one.before),
      ),
  );
  const found = [...args, ...show];
  return (
    <Panel
      title="What changed since it was rejected"
      aside={
        <span className="quiet-text">
          {earlier.by}, <Ago at={earlier.at} />
        </span>
      }
    >
      <blockquote className="earlier-note">
        {earlier.note === undefined ? (
          <span className="missing">{earlier.by} gave no reason.</span>
        ) : (
          <>
            <Odd text={earlier.note} />
            <footer>{earlier.by}, who rejected it</footer>
          </>
        )}
      </blockquote>
      {found.length === 0 ? (
        <p className="same-again">Nothing: it asks for the same again.</p>
      ) : (
        <Differences
          found={found}
          before="rejected"
          after="now"
          of="What changed since it was rejected"
          beside={{ before: earlier.args, after: hold.args }}
        />
      )}
    </Panel>
  );
}
