import { useMe } from "../api/queries";
import { useChannels, useTestChannel, type Channel } from "../api/channels";
import { Ago, Failure, Loading, Panel } from "../parts/Bits";
import { Names } from "./Facts";

/** How people hear of what waits for them. Only an operator sees it, and may try it. */
export function Channels() {
  const me = useMe();
  return me.data?.roles.includes("operate") ? <Shown /> : null;
}

function Shown() {
  const channels = useChannels();
  const items = channels.data?.items ?? [];
  return (
    <Panel title="Channels" aside={<span className="quiet-text">{items.length}</span>}>
      {channels.isPending && <Loading what="the channels" />}
      {channels.isError && <Failure error={channels.error} again={() => void channels.refetch()} />}
      {channels.isSuccess && items.length === 0 && (
        <p className="calm">
          None: nobody is told outside this page. Add <code>channels</code> to <code>signalbox.yaml</code>.
        </p>
      )}
      <ul>
        {items.map((channel) => (
          <li key={channel.name} className="settings-channel">
            <One channel={channel} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function One({ channel }: { channel: Channel }) {
  const test = useTestChannel(channel);
  return (
    <>
      <div className="settings-channel-head">
        <p>
          <b>{channel.name}</b> <span className="quiet-text">{channel.kind}</span>
        </p>
        <button type="button" className="quiet" disabled={test.isPending} onClick={() => test.mutate()}>
          {test.isPending ? "Sending…" : "Send a test"}
          <span className="unseen"> through {channel.name}</span>
        </button>
      </div>
      {channel.problem !== undefined && <p className="settings-warning">{channel.problem}</p>}
      <Names names={channel.people} none="nobody is told through it" />
      <p className="calm">
        {channel.last_sent_at === undefined ? (
          "nothing sent yet"
        ) : (
          <>
            last sent <Ago at={channel.last_sent_at} />
          </>
        )}
        {channel.waiting > 0 && `, ${channel.waiting} waiting`}
      </p>
      {channel.last_failure !== undefined && (
        <p className="settings-warning">
          failed <Ago at={channel.last_failure.at} />: {channel.last_failure.message}
        </p>
      )}
      <div role="status">{test.isSuccess && <p className="calm">The test was sent.</p>}</div>
      {test.isError && <Failure error={test.error} />}
    </>
  );
}
