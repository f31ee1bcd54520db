/** Signing in at an OpenID provider, by Nimbus' library. Says who somebody is there; knows no role and no session. */
@org.jspecify.annotations.NullMarked
package dev.signalbox.console.oidc;
