import { useTriggers, type Trigger } from "../api/triggers";
import { Empty, Failure, Loading } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { flowPath, Link } from "../router";
import { TriggerEntry } from "./TriggerEntry";
import "./triggers.css";

/** What starts runs besides people: when each fires, what became of it, and whether it is paused. */
export default function TriggersPage() {
  useTitle("Triggers");
  const triggers = useTriggers();
  const items = triggers.data?.items ?? [];
  return (
    <>
      <div className="page-head">
        <h1>Triggers</h1>
      </div>
      {triggers.isPending && <Loading what="the triggers" />}
      {triggers.isError && <Failure error={triggers.error} again={() => void triggers.refetch()} />}
      {triggers.isSuccess && items.length === 0 && (
        <Empty title="No flow has a trigger.">
          <p>
            A flow’s <code>triggers</code> say which requests, times and events start its runs. A run can
            always be started from the flow’s page, the command line and the API.
          </p>
        </Empty>
      )}
      {byFlow(items).map(([flow, own]) => (
        <section key={flow} className="triggers-flow" aria-labelledby={`triggers-${flow}`}>
          <h2 id={`triggers-${flow}`}>
            <Link href={flowPath(flow)}>{flow}</Link>
          </h2>
          <ul className="triggers">
            {own.map((trigger) => (
              <li key={trigger.name}>
                <TriggerEntry trigger={trigger} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** In the server's order. */
function byFlow(triggers: Trigger[]): [string, Trigger[]][] {
  const flows = new Map<string, Trigger[]>();
  for (const trigger of triggers) {
    flows.set(trigger.flow, [...(flows.get(trigger.flow) ?? []), trigger]);
  }
  return [...flows];
}
