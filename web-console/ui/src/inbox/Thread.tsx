import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, type Ref } from "react";
import { AT_ONCE, type Evidence, evidenceKey, talk } from "../api/evidence";
import { useKept } from "../form/kept";
import { Ago, Panel } from "../parts/Bits";
import { Act, Reasons } from "./act";
import { Odd, OddNotice } from "./read/Odd";
import { Trouble } from "./Trouble";

/** What people ask and answer about the hold. It decides nothing, and the hold waits on. */
export function Thread({
  evidence,
  blocked,
  ref,
  onTyping,
}: {
  evidence: Evidence;
  blocked: string | undefined;
  ref: Ref<HTMLTextAreaElement>;
  onTyping: () => void;
}) {
  const id = useId();
  const queries = useQueryClient();
  const [text, setText, forget] = useKept(`${evidence.hold}:ask`, () => "");
  const asking = useMutation({
    ...AT_ONCE,
    mutationFn: () => talk.ask(evidence.hold, text.trim()),
    onSuccess: (now) => {
      queries.setQueryData(evidenceKey(evidence.hold), now);
      setText("");
      forget();
    },
  });
  const why = blocked ?? (text.trim() === "" ? "Write first what you want to know." : undefined);
  return (
    <Panel title="Questions and answers">
      {evidence.thread.length === 0 ? (
        <p className="calm">
          Something is missing to decide it? Ask: who started the run, and everybody here, can answer.
        </p>
      ) : (
        <ol className="thread">
          {evidence.thread.map((said, index) => (
            <li key={index}>
              <p className="thread-who">
                <b>
                  <Odd text={said.by} />
                </b>{" "}
                <Ago at={said.at} />
              </p>
              <p className="text">
                <Odd text={said.text} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <div className="field">
        <label htmlFor={id}>{evidence.thread.length === 0 ? "Ask for more" : "Ask or answer"}</label>
        <textarea
          ref={ref}
          id={id}
          rows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => {
            onTyping();
            setText(event.target.value);
          }}
        />
        <OddNotice text={text} field />
      </div>
      {asking.isError && <Trouble error={asking.error} run={evidence.run} />}
      <div className="actions">
        <Act why={why} busy={asking.isPending} onAct={() => asking.mutate()}>
          Send
        </Act>
      </div>
      <Reasons of={[blocked]} />
    </Panel>
  );
}
