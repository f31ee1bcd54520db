/**
 * Tools of MCP servers as actions: sessions with programs and addresses, over transports of our own that keep the workspace's
 * guards. May use the ports, the guards of HTTP actions and the MCP SDK; never knows runs or stores.
 */
@org.jspecify.annotations.NullMarked
package dev.signalbox.runtime.mcp;
