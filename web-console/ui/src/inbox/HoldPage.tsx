import { useState } from "react";
import { useHold } from "../api/queries";
import type { Decided, Hold } from "../api/views";
import { Ago, Failure, Left, Loading, Panel } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { Pairs, Value } from "../parts/Value";
import { flowPath, Link, runPath } from "../router";
import { Answer } from "./Answer";
import { Approve } from "./Approve";
import { Call } from "./Call";
import { WANTS } from "./wants";
import "./hold.css";

export function HoldPage({ id }: { id: string }) {
  const [decided, setDecided] = useState<Decided>();
  const hold = useHold(id, decided === undefined);
  useTitle(hold.data?.title ?? "Hold");
  if (decided !== undefined) {
    return <After decided={decided} title={hold.data?.title ?? "The hold"} />;
  }
  // What was read stays on the page when the hold has gone meanwhile: the decision's own answer says what happened.
  if (hold.data === undefined) {
    return hold.isError ? (
      <>
        <Failure error={hold.error} again={() => void hold.refetch()} />
        <p>
          It may have been decided already. <Link href={runPath(id.split(".")[0] ?? id)}>See its run</Link>
        </p>
      </>
    ) : (
      <Loading what="the hold" />
    );
  }
  return (
    <Open
      hold={hold.data}
      gone={hold.isError ? hold.error : null}
      onDecided={setDecided}
      reload={() => void hold.refetch()}
    />
  );
}

interface OpenProps {
  hold: Hold;
  gone: Error | null;
  onDecided: (decided: Decided) => void;
  reload: () => void;
}

function Open({ hold, gone, onDecided, reload }: OpenProps) {
  return (
    <article className="hold">
      <div className="page-head">
        <p className="crumbs">
          <Link href="/">Inbox</Link> / <Link href={flowPath(hold.flow)}>{hold.flow}</Link> /{" "}
          <Link href={runPath(hold.run)}>run</Link>
        </p>
        <h1>{hold.title}</h1>
        <p className="facts">
          <span className={`wants wants-${hold.purpose}`}>{WANTS[hold.purpose]}</span>
          {hold.key !== undefined && <span>{hold.key}</span>}
          <span>
            asked by {hold.requester}, <Ago at={hold.opened_at} />
          </span>
          {hold.by.length > 0 && <span>for {hold.by.join(", ")}</span>}
          {hold.due !== undefined && (
            <span>
              <Left due={hold.due} />
              {hold.then_what !== undefined && `. ${hold.then_what}`}
            </span>
          )}
        </p>
      </div>
      {gone !== null && (
        <div className="notice" role="status">
          <p>
            {gone.message} <Link href={runPath(hold.run)}>See the run</Link>
          </p>
        </div>
      )}
      <div className="hold-body">
        <div className="hold-evidence">
          {hold.question !== undefined && <Messages hold={hold} />}
          {(hold.action !== undefined || hold.target !== undefined) && <Call hold={hold} />}
          {hold.purpose === "approve" && hold.action === undefined && Object.keys(hold.args).length > 0 && (
            <Panel title="What is approved">
              <Pairs value={hold.args} />
            </Panel>
          )}
          {hold.show.length > 0 && <Evidence hold={hold} />}
        </div>
        <div className="hold-decision">
          {hold.purpose === "approve" ? (
            <Approve key={hold.hash} hold={hold} onDecided={onDecided} reload={reload} />
          ) : (
            <Answer hold={hold} onDecided={onDecided} reload={reload} />
          )}
        </div>
      </div>
    </article>
  );
}

const ORIGINS: Record<string, string> = {
  input: "from the run's input",
  person: "written by a person",
  action: "from an action",
  model: "written by a model",
  flow: "from the flow",
};

function Evidence({ hold }: { hold: Hold }) {
  return (
    <Panel title="What to look at">
      <dl className="evidence">
        {hold.show.map((shown) => (
          <div key={shown.label}>
            <dt>
              {shown.label}{" "}
              <span className={`origin origin-${shown.origin}`}>{ORIGINS[shown.origin] ?? shown.origin}</span>
            </dt>
            <dd>
              <Value value={shown.value} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Messages({ hold }: { hold: Hold }) {
  return (
    <Panel title={`What the model ${hold.question?.model ?? ""} would read`}>
      <p className="calm">{hold.question?.why}</p>
      {hold.question?.messages.map((message, index) => (
        <section key={index} className="message" aria-label={`${message.role} message`}>
          <h3>{message.role}</h3>
          <pre className="prose" tabIndex={0}>
            {message.text}
          </pre>
        </section>
      ))}
    </Panel>
  );
}

const DONE: Record<Decided["status"], string> = {
  approved: "Approved.",
  rejected: "Rejected.",
  answered: "Answered.",
  voted: "Your approval is counted; more are needed.",
};

function After({ decided, title }: { decided: Decided; title: string }) {
  return (
    <div className="empty" role="status">
      <p className="empty-title">{DONE[decided.status]}</p>
      <p>{title}</p>
      <p className="row">
        <Link className="button" href="/">
          Back to the inbox
        </Link>
        <Link href={runPath(decided.run.id)}>See what the run does now</Link>
      </p>
    </div>
  );
}
