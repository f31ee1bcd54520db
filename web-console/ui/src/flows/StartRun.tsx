import { useMutation } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { api, Refused } from "../api/client";
import type { Flow, Json, Misfit } from "../api/views";
import { draftOf, read, type Draft } from "../form/schema";
import { SchemaForm } from "../form/SchemaForm";
import { Failure } from "../parts/Bits";
import { go, runPath } from "../router";

/** Starts a run from a form of the flow's input, or from the same input typed as JSON. */
export function StartRun({ flow }: { flow: Flow }) {
  const samples = Object.entries(flow.samples);
  const id = useId();
  const [tab, setTab] = useState<"form" | "json">("form");
  const [draft, setDraft] = useState<Draft>(() => draftOf(flow.input, flow.input));
  const [text, setText] = useState("{}");
  const [misfits, setMisfits] = useState<Misfit[]>([]);
  // The same key until something is changed: a second click or a lost answer starts no second run.
  const [key, setKey] = useState(() => newKey());
  const start = useMutation({
    mutationFn: (input: Json) => api.start(flow.name, input, key),
    onSuccess: (run) => go(runPath(run.id)),
    onError: (error) => setMisfits(error instanceof Refused ? error.misfits : []),
  });

  function change(next: { draft?: Draft; text?: string }) {
    if ("draft" in next) {
      setDraft(next.draft);
    }
    if (next.text !== undefined) {
      setText(next.text);
    }
    setKey(newKey());
  }

  function current(): { ok: true; value: Json } | { ok: false; misfits: Misfit[] } {
    if (tab === "json") {
      try {
        return { ok: true, value: JSON.parse(text) as Json };
      } catch (error) {
        return {
          ok: false,
          misfits: [{ pointer: "", message: `This is not JSON: ${(error as Error).message}` }],
        };
      }
    }
    const value = read(flow.input, flow.input, draft);
    return value.ok ? { ok: true, value: value.value ?? {} } : value;
  }

  function turn(to: "form" | "json") {
    const now = current();
    if (to === "json" && now.ok) {
      setText(JSON.stringify(now.value, null, 2));
    }
    if (to === "form" && now.ok) {
      setDraft(draftOf(flow.input, flow.input, now.value));
    }
    if (to === "form" && !now.ok) {
      setMisfits(now.misfits);
      return;
    }
    setMisfits([]);
    setTab(to);
  }

  function send(event: FormEvent) {
    event.preventDefault();
    const input = current();
    setMisfits(input.ok ? [] : input.misfits);
    if (input.ok) {
      start.mutate(input.value);
    }
  }

  const whole = misfits.filter((misfit) => tab === "json" || misfit.pointer === "");
  return (
    <form onSubmit={send} noValidate>
      {samples.length > 0 && (
        <div className="field">
          <label htmlFor={id}>Sample</label>
          <select
            id={id}
            defaultValue=""
            onChange={(event) => {
              const sample = flow.samples[event.target.value];
              if (sample !== undefined) {
                change({
                  draft: draftOf(flow.input, flow.input, sample),
                  text: JSON.stringify(sample, null, 2),
                });
                setMisfits([]);
              }
            }}
          >
            <option value="" disabled>
              Fill in from a sample…
            </option>
            {samples.map(([name]) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </div>
      )}
      <div className="tabs" role="group" aria-label="How to give the input">
        <button type="button" aria-pressed={tab === "form"} onClick={() => turn("form")}>
          Form
        </button>
        <button type="button" aria-pressed={tab === "json"} onClick={() => turn("json")}>
          JSON
        </button>
      </div>
      {tab === "form" ? (
        <SchemaForm
          schema={flow.input}
          root={flow.input}
          draft={draft}
          onChange={(next) => change({ draft: next })}
          misfits={misfits}
          label="Input"
        />
      ) : (
        <div className="field">
          <label htmlFor={`${id}-json`}>Input as JSON</label>
          <textarea
            id={`${id}-json`}
            className="code"
            rows={14}
            spellCheck={false}
            value={text}
            onChange={(event) => change({ text: event.target.value })}
          />
        </div>
      )}
      {whole.length > 0 && (
        <div className="notice notice-bad" role="alert">
          {whole.map((misfit, index) => (
            <p key={index}>
              {misfit.pointer} {misfit.message}
            </p>
          ))}
        </div>
      )}
      {start.isError && <Failure error={start.error} />}
      <div className="actions">
        <button type="submit" className="primary" disabled={start.isPending}>
          {start.isPending ? "Starting…" : "Start the run"}
        </button>
      </div>
    </form>
  );
}

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
