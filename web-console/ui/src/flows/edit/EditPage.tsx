import { useQuery } from "@tanstack/react-query";
import { authoring } from "../../api/authoring";
import { useMe } from "../../api/queries";
import { Failure, Loading } from "../../parts/Bits";
import { useTitle } from "../../parts/title";
import { Bench } from "./Bench";
import "./edit.css";

/** A flow's text and its diagram, side by side and in step. */
export default function EditPage({ name }: { name: string }) {
  useTitle(`Edit ${name}`);
  const me = useMe();
  const text = useQuery({ queryKey: ["flow-text", name], queryFn: () => authoring.text(name) });
  if (text.data === undefined || me.data === undefined) {
    const error = text.error ?? me.error;
    return error !== null ? (
      <Failure error={error} again={() => void text.refetch()} />
    ) : (
      <Loading what="the flow" />
    );
  }
  return <Bench name={name} found={text.data} writes={me.data.roles.includes("author")} />;
}
