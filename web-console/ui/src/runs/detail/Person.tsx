import type { Changed } from "../../api/runs";
import type { Json, JsonObject, RunEvent } from "../../api/views";
import { isObject } from "../../form/schema";
import { Fold } from "../../parts/Fold";
import { Told } from "../../notices/Told";
import { whole } from "../../parts/time";
import { Pairs, Value } from "../../parts/Value";
import { holdPath, Link } from "../../router";
import { lasted } from "../lasted";
import { Fact, Target } from "./ActionCall";
import { Differences } from "./Differences";

const ORIGINS: Record<string, string> = {
  input: "from the input",
  person: "a person’s words",
  action: "from an action",
  model: "a model’s words",
  flow: "from the flow",
  event: "from an event",
};

const VERDICTS: Record<string, string> = {
  HoldApproved: "approved",
  HoldVoted: "approved; more were needed",
  HoldRejected: "rejected",
  HoldAnswered: "answered",
  HoldExpired: "nobody decided in time",
  HoldWithdrawn: "withdrawn",
  HoldEdited: "changed what is asked",
  HoldReminded: "reminded",
  HoldEscalated: "handed on",
};

/** What a person was asked and saw, what they changed and what they said. `events` are those of one hold, in order. */
export function Person({ events, open }: { events: RunEvent[]; open: boolean }) {
  const opened = events.find((event) => event.type === "HoldOpened");
  const hold = isObject(opened?.["hold"]) ? opened["hold"] : undefined;
  if (opened === undefined || hold === undefined) {
    return null;
  }
  const by = Array.isArray(hold["by"]) ? hold["by"].map(String) : [];
  const shown = list(hold["show"]);
  const edits = events.filter((event) => event.type === "HoldEdited");
  return (
    <div className="person">
      <p className="person-title">
        {open ? (
          <Link href={holdPath(String(hold["id"]))}>{String(hold["title"])}</Link>
        ) : (
          String(hold["title"])
        )}
      </p>
      <dl className="figures">
        <Fact name="asked">{by.length === 0 ? "anyone who may decide" : by.join(" or ")}</Fact>
        <Fact name="at">{whole(opened.at)}</Fact>
        {typeof hold["due"] === "string" && <Fact name="until">{whole(hold["due"])}</Fact>}
        {Number(hold["count"] ?? 1) > 1 && <Fact name="approvals needed">{String(hold["count"])}</Fact>}
      </dl>
      <h4>What was said to it</h4>
      <ol className="said">
        {events
          .filter((event) => event !== opened)
          .map((event) => (
            <Said key={event.seq} event={event} opened={opened} />
          ))}
        {open && <li className="said-waits">Nobody has decided yet.</li>}
      </ol>
      <h4>Who was told</h4>
      <Told hold={String(hold["id"])} openedAt={opened.at} />
      {edits.map((edit) => (
        <Edited
          key={edit.seq}
          edit={edit}
          hold={hold}
          before={edits.filter((other) => other.seq < edit.seq)}
        />
      ))}
      <h4>What they saw</h4>
      {shown.length === 0 ? (
        <p className="calm">Nothing besides the title.</p>
      ) : (
        <dl className="saw">
          {shown.map((value, index) => (
            <div key={index}>
              <dt>
                {String(value["label"])}{" "}
                <span className={`origin origin-${String(value["origin"])}`}>
                  {ORIGINS[String(value["origin"])] ?? String(value["origin"])}
                </span>
              </dt>
              <dd>
                <Value value={value["value"]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isObject(hold["args"]) && Object.keys(hold["args"]).length > 0 && (
        <>
          <h4>
            The call they decided on <span className="quiet-text">{String(hold["action"] ?? "")}</span>
          </h4>
          <Pairs value={hold["args"]} />
          {isObject(hold["target"]) && <Target target={hold["target"]} />}
        </>
      )}
      <p className="hash">
        hash <code>{String(hold["hash"]).slice(0, 16)}</code>
      </p>
    </div>
  );
}

const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

function Said({ event, opened }: { event: RunEvent; opened: RunEvent }) {
  const by = event["by"];
  const who = typeof by === "string" ? by : Array.isArray(by) ? `to ${by.map(String).join(", ")}` : "";
  const looked = event["looked_ms"];
  return (
    <li>
      <p>
        <strong>{typeof by === "string" ? who : ""}</strong> {VERDICTS[event.type] ?? event.type}{" "}
        {typeof by === "string" ? "" : who}
        {event["authenticated"] === false && <span className="bad"> not signed in</span>}
        <span className="quiet-text">
          {" "}
          {typeof event["via"] === "string" && `by ${event["via"]}, `}
          {lasted(Date.parse(event.at) - Date.parse(opened.at))} after it was asked
          {typeof looked === "number" && `, having looked for ${lasted(looked)}`}
        </span>
      </p>
      {typeof event["note"] === "string" && <blockquote>{event["note"]}</blockquote>}
      {typeof event["why"] === "string" && <p className="quiet-text">{event["why"]}</p>}
      {event["answer"] !== undefined && <Fold value={event["answer"]} label="Copy the answer" />}
    </li>
  );
}

/** What an edit made of the values that may be changed, and of the arguments. */
function Edited({ edit, hold, before }: { edit: RunEvent; hold: JsonObject; before: RunEvent[] }) {
  const edits = isObject(edit["edit"]) ? edit["edit"] : {};
  const changed: Changed[] = Object.entries(edits).map(([path, after]) => ({
    path,
    before: earlier(path, hold, before),
    after,
  }));
  return (
    <>
      <h4>What {String(edit["by"])} changed</h4>
      <Differences changed={changed} />
      {typeof edit["title"] === "string" && edit["title"] !== hold["title"] && (
        <p className="calm">From then on it was asked: “{edit["title"]}”</p>
      )}
    </>
  );
}

function earlier(path: string, hold: JsonObject, before: RunEvent[]): Json | undefined {
  for (const edit of before.toReversed()) {
    const values = edit["edit"];
    if (isObject(values) && path in values) {
      return values[path];
    }
  }
  return list(hold["edit"]).find((editable) => editable["path"] === path)?.["value"];
}
