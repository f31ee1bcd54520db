/**
 * {@code signalbox mcp}: the workspace's flows as tools of an MCP server, and the tools of other servers as actions. Only this
 * command loads it; decides nothing in a run and offers nobody to.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.cli.mcp;
