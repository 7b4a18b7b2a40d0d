// The shape of what is sent and answered, as lines that people read: made from the JSON Schema of the description.
interface Shape {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Shape[]
  readonly format?: string
}

export interface ShapeLine {
  /** `items[].name` */
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  readonly text: string
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'texte',
  integer: 'entier',
  number: 'nombre',
  boolean: 'vrai ou faux',
  null: 'rien',
  array: 'liste',
  object: 'objet',
}
const FORMATS: Readonly<Record<string, string>> = { date: 'jour', 'date-time': 'instant', uri: 'adresse' }

function typeOf(shape: Shape): string {
  if (shape.const !== undefined) return String(shape.const)
  if (shape.enum !== undefined) return shape.enum.map(String).join(', ')
  if (shape.anyOf !== undefined) return shape.anyOf.map(typeOf).join(' ou ')
  if (shape.format !== undefined && FORMATS[shape.format] !== undefined) return FORMATS[shape.format] ?? ''
  return [shape.type ?? []]
    .flat()
    .map((type) => TYPES[type] ?? type)
    .join(' ou ')
}

/** What is inside: the only one of several that holds something. */
const within = (shape: Shape): Shape =>
  shape.anyOf?.find(({ properties, items }) => properties !== undefined || items !== undefined) ?? shape

/** Its values, one a line, those inside others after them. */
export function linesOf(shape: Shape, before = ''): ShapeLine[] {
  const { properties = {}, required = [], items } = within(shape)
  if (items !== undefined) return linesOf(items, `${before}[]`)
  return Object.entries(properties).flatMap(([name, value]) => {
    const path = before === '' ? name : `${before}.${name}`
    const line = {
      name: path,
      type: typeOf(value),
      isRequired: required.includes(name),
      text: value.description ?? '',
    }
    return [line, ...linesOf(value, path)]
  })
}
