import { lazy, Suspense } from "react";
import type { Checked, Fix } from "../../api/authoring";
import type { Diagnostic } from "../../api/views";
import { Loading } from "../../parts/Bits";
import { Problems } from "./Problems";
import { Tabs } from "./Tabs";

const ContextView = lazy(() => import("./ContextView"));
const TryIt = lazy(() => import("./TryIt"));

export type Panel = "problems" | "context" | "try";

/** What stands under the text and the diagram: the findings, what a model would see, and a place to try it. */
export function Below({
  flow,
  source,
  checked,
  selected,
  asksModel,
  writes,
  panel,
  onPanel,
  rule,
  onRule,
  onPlace,
  onFix,
}: {
  flow: string;
  source: string;
  checked: Checked | undefined;
  selected: string | undefined;
  asksModel: boolean;
  writes: boolean;
  panel: Panel;
  onPanel: (panel: Panel) => void;
  rule: string | undefined;
  onRule: (code: string | undefined) => void;
  onPlace: (finding: Diagnostic) => void;
  onFix: (fix: Fix) => void;
}) {
  const count = checked?.diagnostics.length ?? 0;
  return (
    <section className="edit-below" aria-label="About the text">
      <Tabs
        name="below"
        label="About the text"
        tabs={[
          {
            id: "problems" as const,
            label: (
              <>
                Problems{" "}
                <span className={checked?.valid === false ? "edit-count edit-count-bad" : "edit-count"}>
                  {count}
                </span>
              </>
            ),
          },
          ...(writes
            ? [
                { id: "context" as const, label: "Context" },
                { id: "try" as const, label: "Try it" },
              ]
            : []),
        ]}
        chosen={panel}
        onChoose={onPanel}
      />
      <div
        className="edit-below-body"
        id="below-panel"
        role="tabpanel"
        aria-labelledby={`below-tab-${panel}`}
        tabIndex={0}
      >
        <Suspense fallback={<Loading what="it" />}>
          {panel === "problems" && (
            <Problems checked={checked} rule={rule} onRule={onRule} onPlace={onPlace} onFix={onFix} />
          )}
          {panel === "context" &&
            (selected !== undefined && asksModel ? (
              <ContextView flow={flow} source={source} state={selected} />
            ) : (
              <p className="calm">
                Put the cursor into a state that asks a model, or choose one in the diagram: here stands what
                the model would be shown.
              </p>
            ))}
          {panel === "try" && <TryIt flow={flow} source={source} state={selected} />}
        </Suspense>
      </div>
    </section>
  );
}
