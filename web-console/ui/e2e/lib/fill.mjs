// Fills a server of the sample flows with runs of every kind, some decided, some waiting, as a desk looks after a week.
const MESSAGES = [
  "The blender I ordered arrived broken. Please refund me 900.",
  "One of the two cups was cracked. Could I have 40 back?",
  "Where is my order? It should have been here on Monday.",
];

const wants = (index) =>
  index % 5 === 4
    ? ["deploy-bot", { request: "Bring the new checkout to our customers." }]
    : index % 7 === 6
      ? ["calculator", { question: "What is (7 + 5) * 6 / 4?" }]
      : [
          "refund-desk",
          {
            ticket: {
              id: `T-${2000 + index}`,
              order_id: index % 3 === 0 ? "O9" : "O12",
              message: MESSAGES[index % 3],
            },
          },
        ];

/** Starts `count` runs, a few at a time, and decides some of their holds in each way. */
export async function fill(server, count) {
  let next = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (next < count) {
        const index = next++;
        const [flow, input] = wants(index);
        const { body } = await server.ask("POST", `/api/flows/${flow}/runs`, input);
        if (index % 6 === 0 && body.id !== undefined) {
          await decide(server, body.id, index);
        }
      }
    }),
  );
}

async function decide(server, id, index) {
  const run = (await server.ask("GET", `/api/runs/${id}?wait=5`)).body;
  const hold = run.holds?.[0];
  if (hold === undefined) {
    return;
  }
  const note = ["as agreed on the phone", "checked the photo", "the customer has the order"][index % 3];
  const decision =
    hold.kind === "ask"
      ? { decision: "answer", hash: hold.hash, answer: "We are looking into it.", note }
      : { decision: index % 4 === 0 ? "reject" : "approve", hash: hold.hash, note };
  await server.ask("POST", `/api/holds/${encodeURIComponent(hold.id)}/decision`, decision);
}
