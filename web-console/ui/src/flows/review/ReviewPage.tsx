export default function ReviewPage({ name }: { name: string }) {
  return <h1>{name}</h1>;
}
