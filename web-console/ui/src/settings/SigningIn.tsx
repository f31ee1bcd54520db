import { useRef } from "react";
import { useEndSessions, type Settings } from "../api/settings";
import { Failure, Panel } from "../parts/Bits";
import { Fact, Facts, Yes } from "./Facts";

export function SigningIn({ ways }: { ways: Settings["sign_in"] }) {
  const { provider, proxy } = ways;
  return (
    <Panel title="Signing in">
      <Facts>
        <Fact name="Token">
          <Yes is={ways.tokens} yes="typed into the sign-in page" no="not taken by the sign-in page" />
        </Fact>
        <Fact name="Provider">
          {provider === undefined ? (
            <Yes is={false} yes="" no="none" />
          ) : (
            <>
              <Yes is={provider.ready} yes={provider.issuer} no={`${provider.issuer}, shut`} />
              <p className="calm">
                People are known by <code>{provider.person}</code>
                {provider.groups !== undefined && (
                  <>
                    , and get groups by <code>{provider.groups}</code>
                  </>
                )}
                .
              </p>
              {!provider.ready && (
                <p className="settings-warning">Its secret has no value, so nobody can sign in there.</p>
              )}
            </>
          )}
        </Fact>
        <Fact name="Proxy">
          {proxy === undefined ? (
            <Yes is={false} yes="" no="none" />
          ) : (
            <>
              <Yes
                is={proxy.ready}
                yes={
                  proxy.header === undefined
                    ? `forwards from ${proxy.from.join(", ")}`
                    : `says who calls, from ${proxy.from.join(", ")}`
                }
                no="shut"
              />
              {proxy.header !== undefined && (
                <p className="calm">
                  In the header <code>{proxy.header}</code>.
                </p>
              )}
              {!proxy.ready && (
                <p className="settings-warning">Its secret has no value, so its word does not count.</p>
              )}
            </>
          )}
        </Fact>
        <Fact name="A session ends">
          after {ways.idle} without a request, after {ways.longest} in any case, and when its person’s roles
          change
        </Fact>
        {ways.sessions !== undefined && (
          <Fact name="Signed in now">
            {ways.sessions === 1 ? "1 browser" : `${ways.sessions} browsers`}
            <Everybody count={ways.sessions} />
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

function Everybody({ count }: { count: number }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const end = useEndSessions();
  return (
    <>
      <div className="actions">
        <button type="button" className="danger" onClick={() => dialog.current?.showModal()}>
          Sign out everybody…
        </button>
      </div>
      <dialog ref={dialog} className="settings-dialog" aria-labelledby="everybody-title">
        <h2 id="everybody-title">Sign out everybody?</h2>
        <p>
          {count === 1 ? "The one browser" : `All ${count} browsers`} that are signed in, yours among them,
          are led to the sign-in page. Runs go on, and programs keep their tokens.
        </p>
        {end.isError && <Failure error={end.error} />}
        <div className="actions">
          <button type="button" className="danger" disabled={end.isPending} onClick={() => end.mutate()}>
            {end.isPending ? "Signing out…" : "Sign out everybody"}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
        </div>
      </dialog>
    </>
  );
}
