import type { Message } from "../../api/drafts";

/** Messages exactly as they are sent, as text. */
export function MessageList({ messages }: { messages: Message[] }) {
  return (
    <ol className="try-messages">
      {messages.map((message, index) => (
        <li key={index}>
          <p className="try-role">{message.role}</p>
          <pre
            className="prose"
            tabIndex={0}
            role="group"
            aria-label={`Message ${index + 1}, ${message.role}`}
          >
            {message.text}
          </pre>
        </li>
      ))}
    </ol>
  );
}
