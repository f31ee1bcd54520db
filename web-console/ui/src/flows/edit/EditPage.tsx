export default function EditPage({ name }: { name: string }) {
  return <h1>{name}</h1>;
}
