/** Every flow of the samples and of the checker's own corpus, by its path. */
export const SAMPLES: Record<string, string> = {
  ...import.meta.glob<string>("../../../../flows/*.flow.yaml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
  ...import.meta.glob<string>("../../../../dsl-schema/src/test/resources/check/corpus/base/*.flow.yaml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
};
