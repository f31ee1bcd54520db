import { useId, type ReactNode } from "react";
import type { Json, Misfit } from "../api/views";
import {
  draftOf,
  isDraftObject,
  isUnion,
  resolve,
  shapeOf,
  type Draft,
  type DraftUnion,
  type Field,
  type Shape,
} from "./schema";

interface Props {
  schema: Json | undefined;
  root: Json | undefined;
  draft: Draft;
  onChange: (draft: Draft) => void;
  misfits: Misfit[];
  pointer?: string;
  label: string;
  description?: string;
  required?: boolean;
  depth?: number;
  autoFocus?: boolean;
}

/** Fields for a value of a JSON Schema. What the form cannot draw is typed as JSON. */
export function SchemaForm(props: Props) {
  const { schema, root, depth = 0 } = props;
  const resolved = resolve(schema, root);
  const shape = shapeOf(resolved, root, depth);
  const described = typeof resolved["description"] === "string" ? resolved["description"] : undefined;
  const inner = {
    ...props,
    depth,
    pointer: props.pointer ?? "",
    description: props.description ?? described,
  };
  switch (shape.kind) {
    case "object":
      return <ObjectFields {...inner} fields={shape.fields} />;
    case "array":
      return <Items {...inner} shape={shape} />;
    case "union":
      return <Union {...inner} members={shape.members} />;
    case "enum":
      return <Options {...inner} options={shape.options} />;
    case "boolean":
      return <YesNo {...inner} />;
    case "const":
      return depth === 0 ? <p className="field-fixed">{String(shape.value)}</p> : null;
    case "number":
    case "string":
    case "raw":
      return <Text {...inner} shape={shape} />;
  }
}

type Inner = Props & { pointer: string; depth: number };

const own = (misfits: Misfit[], pointer: string) => misfits.filter((misfit) => misfit.pointer === pointer);

function Problems({ id, misfits, pointer }: { id: string; misfits: Misfit[]; pointer: string }) {
  const here = own(misfits, pointer);
  return here.length === 0 ? null : (
    <p id={id} className="field-problem" role="alert">
      {here.map((misfit) => misfit.message).join("; ")}
    </p>
  );
}

function Group({ legend, optional, children }: { legend: string; optional: boolean; children: ReactNode }) {
  return (
    <fieldset className="field-group">
      <legend>
        {legend}
        {optional && <span className="field-optional"> optional</span>}
      </legend>
      {children}
    </fieldset>
  );
}

function ObjectFields({ fields, ...props }: Inner & { fields: Field[] }) {
  const drafts = isDraftObject(props.draft) ? props.draft.fields : {};
  const content = fields.map((field, index) => (
    <SchemaForm
      key={field.name}
      schema={field.schema}
      root={props.root}
      draft={drafts[field.name]}
      onChange={(draft) => props.onChange({ fields: { ...drafts, [field.name]: draft } })}
      misfits={props.misfits}
      pointer={`${props.pointer}/${field.name.replaceAll("~", "~0").replaceAll("/", "~1")}`}
      label={field.title}
      description={field.description}
      required={field.required}
      depth={props.depth + 1}
      autoFocus={props.autoFocus && index === 0}
    />
  ));
  return props.depth === 0 ? (
    <div className="fields">{content}</div>
  ) : (
    <Group legend={props.label} optional={props.required === false}>
      {content}
    </Group>
  );
}

function Items({ shape, ...props }: Inner & { shape: Extract<Shape, { kind: "array" }> }) {
  const items = Array.isArray(props.draft) ? props.draft : [];
  const id = useId();
  return (
    <Group legend={props.label} optional={props.required === false}>
      <Problems id={`${id}-problem`} misfits={props.misfits} pointer={props.pointer} />
      {items.map((item, index) => (
        <div className="item-row" key={index}>
          <SchemaForm
            schema={shape.item}
            root={props.root}
            draft={item}
            onChange={(draft) => props.onChange(items.with(index, draft))}
            misfits={props.misfits}
            pointer={`${props.pointer}/${index}`}
            label={`${props.label} ${index + 1}`}
            depth={props.depth + 1}
          />
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${props.label} ${index + 1}`}
            onClick={() => props.onChange(items.filter((_, other) => other !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      {(shape.most === undefined || items.length < shape.most) && (
        <button
          type="button"
          className="quiet"
          onClick={() => props.onChange([...items, draftOf(shape.item, props.root)])}
        >
          Add {props.label}
        </button>
      )}
    </Group>
  );
}

function Union({ members, ...props }: Inner & { members: { label: string; schema: Json }[] }) {
  const draft: DraftUnion = isUnion(props.draft) ? props.draft : { pick: undefined, of: {} };
  const member = draft.pick === undefined ? undefined : members[draft.pick];
  return (
    <>
      <Choice
        {...props}
        label={props.depth === 0 ? "Which one?" : props.label}
        labels={members.map((one) => one.label)}
        picked={draft.pick}
        onPick={(pick) =>
          props.onChange({ pick, of: { [pick]: draftOf(members[pick]?.schema, props.root), ...draft.of } })
        }
      />
      {member !== undefined && draft.pick !== undefined && (
        <div className="union-member">
          <SchemaForm
            key={draft.pick}
            schema={member.schema}
            root={props.root}
            draft={draft.of[draft.pick]}
            onChange={(inner) => props.onChange({ ...draft, of: { ...draft.of, [draft.pick ?? 0]: inner } })}
            misfits={props.misfits}
            pointer={props.pointer}
            label={member.label}
            depth={props.depth === 0 ? 0 : props.depth + 1}
          />
        </div>
      )}
    </>
  );
}

function Options({ options, ...props }: Inner & { options: Json[] }) {
  return (
    <Choice
      {...props}
      labels={options.map((option) => (typeof option === "string" ? option : JSON.stringify(option)))}
      picked={typeof props.draft === "string" && props.draft !== "" ? Number(props.draft) : undefined}
      onPick={(pick) => props.onChange(String(pick))}
    />
  );
}

function YesNo(props: Inner) {
  const picked = props.draft === true ? 0 : props.draft === false ? 1 : undefined;
  return (
    <Choice {...props} labels={["Yes", "No"]} picked={picked} onPick={(pick) => props.onChange(pick === 0)} />
  );
}

const FEW = 6;

/** One of several: radio buttons for a few, a list for many. */
function Choice(
  props: Inner & { labels: string[]; picked: number | undefined; onPick: (pick: number) => void },
) {
  const id = useId();
  const bad = own(props.misfits, props.pointer).length > 0;
  const legend = (
    <>
      {props.label}
      {props.required === false && <span className="field-optional"> optional</span>}
    </>
  );
  if (props.labels.length > FEW) {
    return (
      <div className="field">
        <label htmlFor={id}>{legend}</label>
        <select
          id={id}
          value={props.picked ?? ""}
          aria-invalid={bad}
          aria-describedby={`${id}-problem`}
          onChange={(event) => props.onPick(Number(event.target.value))}
        >
          <option value="" disabled>
            Choose…
          </option>
          {props.labels.map((label, index) => (
            <option key={label} value={index}>
              {label}
            </option>
          ))}
        </select>
        <Problems id={`${id}-problem`} misfits={props.misfits} pointer={props.pointer} />
      </div>
    );
  }
  return (
    <fieldset className="field choice" aria-invalid={bad} aria-describedby={`${id}-problem`}>
      <legend>{legend}</legend>
      {props.description && <p className="field-about">{props.description}</p>}
      <div className="choice-options">
        {props.labels.map((label, index) => (
          <label key={label}>
            <input
              type="radio"
              name={id}
              checked={props.picked === index}
              onChange={() => props.onPick(index)}
              autoFocus={props.autoFocus && index === 0}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <Problems id={`${id}-problem`} misfits={props.misfits} pointer={props.pointer} />
    </fieldset>
  );
}

function Text({ shape, ...props }: Inner & { shape: Extract<Shape, { kind: "number" | "string" | "raw" }> }) {
  const id = useId();
  const value = typeof props.draft === "string" ? props.draft : "";
  const shared = {
    id,
    value,
    "aria-invalid": own(props.misfits, props.pointer).length > 0,
    "aria-describedby": `${id}-about ${id}-problem`,
    "aria-required": props.required !== false,
    autoFocus: props.autoFocus,
    onChange: (event: { target: { value: string } }) => props.onChange(event.target.value),
  };
  const long = shape.kind === "raw" || (shape.kind === "string" && shape.long);
  return (
    <div className="field">
      <label htmlFor={id}>
        {props.label}
        {props.required === false && <span className="field-optional"> optional</span>}
      </label>
      {long ? (
        <textarea
          {...shared}
          rows={shape.kind === "raw" ? 6 : 4}
          className={shape.kind === "raw" ? "code" : ""}
          spellCheck={shape.kind !== "raw"}
        />
      ) : (
        <input
          {...shared}
          type={shape.kind === "string" && shape.date ? "date" : "text"}
          inputMode={shape.kind === "number" ? "decimal" : undefined}
          className={shape.kind === "number" ? "short" : ""}
        />
      )}
      <p id={`${id}-about`} className="field-about">
        {[props.description, hint(shape)].filter(Boolean).join(" · ")}
      </p>
      <Problems id={`${id}-problem`} misfits={props.misfits} pointer={props.pointer} />
    </div>
  );
}

function hint(shape: Extract<Shape, { kind: "number" | "string" | "raw" }>): string | undefined {
  switch (shape.kind) {
    case "raw":
      return "as JSON";
    case "string":
      return shape.max === undefined ? undefined : `up to ${shape.max} characters`;
    case "number": {
      const kind = shape.whole ? "whole number" : "number";
      if (shape.min !== undefined && shape.max !== undefined) {
        return `${kind} from ${shape.min} to ${shape.max}`;
      }
      if (shape.min !== undefined) {
        return `${kind}, ${shape.min} or more`;
      }
      return shape.max === undefined ? kind : `${kind}, ${shape.max} or less`;
    }
  }
}
