import { useQuery } from "@tanstack/react-query";
import { authoring, type Checked, type CheckedFinding, type Fix } from "../../api/authoring";
import type { Diagnostic } from "../../api/views";
import { Failure, Loading } from "../../parts/Bits";
import { Marked } from "./Marked";

/** The findings of the text as a list, each with what can be done about it; beside it what a rule is for. */
export function Problems({
  checked,
  rule,
  onRule,
  onPlace,
  onFix,
}: {
  checked: Checked | undefined;
  rule: string | undefined;
  onRule: (code: string | undefined) => void;
  onPlace: (finding: Diagnostic) => void;
  onFix: (fix: Fix) => void;
}) {
  if (checked === undefined) {
    return <Loading what="the findings" />;
  }
  const { diagnostics, elsewhere } = checked;
  return (
    <div className={rule === undefined ? "edit-problems" : "edit-problems edit-problems-rule"}>
      <div>
        {diagnostics.length === 0 && elsewhere.length === 0 && (
          <p className="calm">No problems. A run could be started with this text.</p>
        )}
        <ul aria-label="Problems">
          {diagnostics.map((finding, index) => (
            <Found key={index} finding={finding} onRule={onRule} onPlace={onPlace} onFix={onFix} />
          ))}
        </ul>
        {elsewhere.length > 0 && (
          <>
            <h3>In other files, with this text</h3>
            <ul aria-label="Problems of other files">
              {elsewhere.map((finding, index) => (
                <li key={index} className={`problem problem-${finding.severity}`}>
                  <p>
                    <Code finding={finding} onRule={onRule} /> {finding.message}{" "}
                    <span className="calm">
                      {finding.file}, line {finding.line}
                    </span>
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {rule !== undefined && <Rule code={rule} onClose={() => onRule(undefined)} />}
    </div>
  );
}

function Found({
  finding,
  onRule,
  onPlace,
  onFix,
}: {
  finding: CheckedFinding;
  onRule: (code: string) => void;
  onPlace: (finding: Diagnostic) => void;
  onFix: (fix: Fix) => void;
}) {
  return (
    <li className={`problem problem-${finding.severity}`}>
      <p>
        <Code finding={finding} onRule={onRule} />{" "}
        <button type="button" className="problem-place" onClick={() => onPlace(finding)}>
          {finding.message} <span className="calm">line {finding.line}</span>
        </button>
      </p>
      {finding.help !== undefined && <p className="calm">{finding.help}</p>}
      {finding.fixes.length > 0 && (
        <p className="problem-fixes">
          {finding.fixes.map((fix, index) => (
            <button
              key={index}
              type="button"
              className={fix.preferred ? "quiet problem-mend" : "quiet"}
              onClick={() => onFix(fix)}
            >
              {fix.title}
            </button>
          ))}
        </p>
      )}
    </li>
  );
}

const WORDS = { error: "error", warning: "warning", info: "note" };

function Code({ finding, onRule }: { finding: Diagnostic; onRule: (code: string) => void }) {
  return (
    <button
      type="button"
      className="problem-code"
      aria-label={`${WORDS[finding.severity]} ${finding.code}, explain`}
      onClick={() => onRule(finding.code)}
    >
      {finding.code}
    </button>
  );
}

/** A page of the book of rules. */
function Rule({ code, onClose }: { code: string; onClose: () => void }) {
  const rule = useQuery({
    queryKey: ["rule", code],
    queryFn: () => authoring.rule(code),
    staleTime: Infinity,
  });
  return (
    <section className="edit-rule" aria-label={`What ${code} says`}>
      <header>
        <h3>
          {code}
          {rule.data !== undefined && `: ${rule.data.title}`}
        </h3>
        <button type="button" className="quiet" onClick={onClose}>
          Close
        </button>
      </header>
      {rule.isPending && <Loading what="the rule" />}
      {rule.isError && <Failure error={rule.error} again={() => void rule.refetch()} />}
      {rule.data !== undefined && (
        <>
          <Marked text={rule.data.what} />
          <h4>Instead of</h4>
          <pre className="code" tabIndex={0}>
            {rule.data.bad}
          </pre>
          <h4>write</h4>
          <pre className="code" tabIndex={0}>
            {rule.data.good}
          </pre>
          <h4>Why</h4>
          <Marked text={rule.data.why} />
          <p className="calm">
            {rule.data.exactness === "exact" ? "Exact. " : "Heuristic. "}
            {rule.data.certainty}
          </p>
        </>
      )}
    </section>
  );
}
