import type { Settings } from "../api/settings";
import type { Json, JsonObject } from "../api/views";
import { money, Panel } from "../parts/Bits";
import { Fact, Facts, Names, Yes } from "./Facts";

/** The models that flows may name. No key is shown, nor where it comes from. */
export function Models({ models }: { models: Settings["models"] }) {
  return (
    <Panel title="Models" aside={<span className="quiet-text">{models.length}</span>}>
      {models.length === 0 ? (
        <p className="calm">None are configured, so no flow can ask one.</p>
      ) : (
        <Facts>
          {models.map((model) => (
            <Fact key={model.name} name={model.name}>
              {model.provider}
              {model.model !== undefined && (
                <>
                  {" "}
                  <code>{model.model}</code>
                </>
              )}
              <p className="calm">
                {[
                  model.window === undefined ? "" : `${model.window.toLocaleString("en")} tokens`,
                  model.fallback.length === 0 ? "" : `falls back to ${model.fallback.join(", then ")}`,
                ]
                  .filter((part) => part !== "")
                  .join(" · ")}
              </p>
            </Fact>
          ))}
        </Facts>
      )}
    </Panel>
  );
}

/** What actions may reach outside, and which secrets go where. */
export function Reach({ allowed, secrets }: Pick<Settings, "allowed" | "secrets">) {
  return (
    <Panel title="What flows may reach">
      <Facts>
        <Fact name="Hosts">
          <Names names={allowed.http} none="none: http actions are refused" />
        </Fact>
        <Fact name="Programs">
          <Names names={allowed.exec} none="none: exec actions are refused" />
        </Fact>
        <Fact name="Environment">
          <Names names={allowed.env} none="none" />
        </Fact>
        {secrets.map((secret) => (
          <Fact key={secret.name} name={secret.name}>
            <Yes is={secret.set} yes="set" no="not set" />
            <p className="calm">
              {secret.hosts.length === 0
                ? "a secret, for any host above"
                : `a secret, for ${secret.hosts.join(", ")} alone`}
            </p>
          </Fact>
        ))}
      </Facts>
    </Panel>
  );
}

const WORDS: Record<string, string> = {
  steps: "Steps",
  llm_calls: "Model calls",
  tokens: "Tokens",
  cost_usd: "Cost",
  duration: "Time",
};

export function Limits({ limits }: { limits: JsonObject }) {
  const { day, ...run } = limits;
  const ofDay = day !== null && typeof day === "object" && !Array.isArray(day) ? day : undefined;
  return (
    <Panel title="Limits">
      <h3>Of a run whose flow says nothing else</h3>
      <Table limits={run} none="None of the workspace’s own." />
      <h3>Of all runs in a day (UTC)</h3>
      <Table limits={ofDay ?? {}} none="None." />
    </Panel>
  );
}

function Table({ limits, none }: { limits: JsonObject; none: string }) {
  const entries = Object.entries(limits);
  return entries.length === 0 ? (
    <p className="calm">{none}</p>
  ) : (
    <Facts>
      {entries.map(([name, value]) => (
        <Fact key={name} name={WORDS[name] ?? name}>
          {written(name, value)}
        </Fact>
      ))}
    </Facts>
  );
}

function written(name: string, value: Json): string {
  if (typeof value !== "number") {
    return String(value);
  }
  return name === "cost_usd" ? money(value) : value.toLocaleString("en");
}
