import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { useSettings, type Settings } from "../api/settings";
import { Failure, Loading, Panel } from "../parts/Bits";
import { useTitle } from "../parts/title";
import { Facts, Fact, Names, Yes } from "./Facts";
import { turnKeys, useKeysAreOn } from "../parts/keys";
import { Limits, Models, Reach } from "./Means";
import { Channels } from "./Channels";
import { People } from "./People";
import { SigningIn } from "./SigningIn";
import "./settings.css";

export default function SettingsPage() {
  useTitle("Settings");
  const settings = useSettings();
  return (
    <article className="settings">
      <div className="page-head">
        <h1>Settings</h1>
        <p className="lead">
          How this server is set up. People, groups, models and limits stand in <code>signalbox.yaml</code>{" "}
          and count as soon as they are saved there; this page shows them and changes nothing of them.
        </p>
      </div>
      {settings.isPending && <Loading what="the settings" />}
      {settings.isError && settings.data === undefined && (
        <Failure error={settings.error} again={() => void settings.refetch()} />
      )}
      {settings.data !== undefined && (
        <div className="settings-grid">
          <You />
          <Server settings={settings.data} />
          <SigningIn ways={settings.data.sign_in} />
          <People people={settings.data.people} groups={settings.data.groups} ways={settings.data.sign_in} />
          <Channels />
          <Models models={settings.data.models} />
          <Reach allowed={settings.data.allowed} secrets={settings.data.secrets} />
          <Limits limits={settings.data.limits} />
        </div>
      )}
    </article>
  );
}

function You() {
  const me = useQuery({ queryKey: ["me"], queryFn: api.me, staleTime: Infinity });
  const on = useKeysAreOn();
  return (
    <Panel title="You">
      {me.data !== undefined && (
        <Facts>
          <Fact name="Signed in as">{me.data.name}</Fact>
          <Fact name="May">{may(me.data.roles)}</Fact>
          <Fact name="Groups">
            <Names names={me.data.groups} none="none" />
          </Fact>
        </Facts>
      )}
      <div className="switch-row">
        <input
          id="keys"
          type="checkbox"
          role="switch"
          checked={on}
          onChange={(event) => turnKeys(event.target.checked)}
          aria-describedby="keys-what"
        />
        <label htmlFor="keys">Keyboard shortcuts</label>
        <p id="keys-what" className="calm">
          Single keys in the inbox and on a decision, such as <kbd>j</kbd>, <kbd>k</kbd> and <kbd>a</kbd>.
          Turn them off if you dictate, or if they get in the way. Kept in this browser.
        </p>
      </div>
    </Panel>
  );
}

const DOES: Record<string, string> = {
  view: "look",
  start: "start runs",
  decide: "decide",
  author: "edit flows",
  operate: "operate",
};

/** `look, start runs and decide`, in the order of the table. */
function may(roles: string[]): string {
  const does = Object.entries(DOES)
    .filter(([role]) => roles.includes(role))
    .map(([, word]) => word);
  return new Intl.ListFormat("en", { type: "conjunction" }).format(does);
}

function Server({ settings: { server } }: { settings: Settings }) {
  return (
    <Panel title="This server">
      <Facts>
        <Fact name="Address">
          <code>{server.url}</code>
        </Fact>
        <Fact name="Reached by">
          {server.reachable ? "other machines" : "this machine alone, or a proxy on it"}
          {server.reachable && !server.https && (
            <p className="settings-warning">
              Without https whoever is on the network between can read along. Put a proxy before it, and name
              its address with <code>--public-url</code>.
            </p>
          )}
        </Fact>
        <Fact name="Saving flows">
          <Yes is={server.edit} yes="from this page" no="only on the server’s disk" />
        </Fact>
        <Fact name="Store">{server.store === "" ? "unknown" : server.store}</Fact>
        <Fact name="Payloads">
          {server.retention === undefined
            ? "kept for ever"
            : `purged ${server.retention} after a run’s end; its decisions stay`}
        </Fact>
        <Fact name="Version">{server.version === "" ? "unknown" : server.version}</Fact>
      </Facts>
    </Panel>
  );
}
