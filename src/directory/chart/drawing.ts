// The chart as a drawing, made on the server: from the authority down to one unit, at each step those beside it, and those below it. Each
// box leads to the drawing of its unit; the list beside it says the same and more.
import { attrs, html, type Html } from '#platform/html.ts'
import { plural } from '#platform/ui/french.ts'
import { type Branch, pathTo } from './tree.ts'

/** A box, what separates two, and how many stand side by side. */
const [WIDTH, HEIGHT, GAP, MOST] = [204, 62, 12, 5]
/** Of a line of boxes to the next. */
const STEP = HEIGHT + 32
/** What stays at the left for the wire that leads to the second line of a step. */
const LEFT = 14
/** Letters that a line of a box takes; a word longer than that is cut. */
const LETTERS = 25

interface Drawn {
  branch: Branch
  x: number
  y: number
}

/** At most two lines of a name. */
function linesOfName(name: string): string[] {
  const lines: string[] = []
  for (const word of name.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= LETTERS) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const [first = '', second, ...more] = lines.map((line) =>
    line.length > LETTERS ? `${line.slice(0, LETTERS - 1)}…` : line,
  )
  if (second === undefined) return [first]
  return [first, more.length > 0 && !second.endsWith('…') ? `${second.slice(0, LETTERS - 1)}…` : second]
}

const peopleOf = ({ people }: Branch): string => plural(people.size, 'personne', 'personnes')

const texts = (name: string, under: string, { x, y }: { x: number; y: number }): Html => {
  const lines = linesOfName(name)
  const first = y + (lines.length === 1 ? 27 : 20)
  return html`${lines.map((line, at) => html`<text class="unit-name" x="${x + 12}" y="${first + at * 16}">${line}</text> `)}<text class="why" x="${x + 12}" y="${first + lines.length * 16 + 1}">${under}</text>`
}

/** Boxes of one step, in lines of so many. */
const placed = (branches: readonly Branch[], top: number): Drawn[] =>
  branches.map((branch, at) => ({
    branch,
    x: LEFT + (at % MOST) * (WIDTH + GAP),
    y: top + Math.floor(at / MOST) * STEP,
  }))

const centre = ({ x }: { x: number }): number => x + WIDTH / 2

/** From above each line of a step down to its boxes. `from` is where the wire comes down. */
function wires(boxes: readonly Drawn[], from: number): Html[] {
  const lines = [...Map.groupBy(boxes, ({ y }) => y)]
  const [top = 0] = lines[0] ?? []
  const last = lines.at(-1)?.[0] ?? top
  return [
    ...(lines.length > 1 ? [html`<path class="wire" d="M${from} ${top - 14}H6V${last - 14}"/>`] : []),
    ...lines.map(([y, row], at) => {
      const ends = [...row.map(centre), at === 0 ? from : 6]
      return html`<path class="wire" d="M${Math.min(...ends)} ${y - 14}H${Math.max(...ends)}"/>${row.map((box) => html`<path class="wire" d="M${centre(box)} ${y - 14}v14"/>`)}`
    }),
  ]
}

export interface Drawing {
  /** « Métropole de Lyon », and how many work there. */
  authority: string
  total: number
  branches: readonly Branch[]
  /** The unit that is looked at; null: the authority. */
  focus: number | null
  /** Of whoever looks: marked. */
  own: number | null
  /** Not so yet: said on them. */
  touched: ReadonlySet<number>
  href: (unitId: number | null) => string
}

/** « la Métropole de Lyon, ses 12 unités, puis les 7 de Direction de la voirie » */
function spoken({ authority, branches }: Drawing, path: readonly Branch[]): string {
  const steps = path
    .filter(({ below }) => below.length > 0)
    .map(({ unit, below }) => `puis ${plural(below.length, 'unité', 'unités')} de «\u00a0${unit.name}\u00a0»`)
  return [`${authority}`, plural(branches.length, 'unité', 'unités'), ...steps].join(', ')
}

interface Made {
  boxes: Drawn[]
  lines: Html[]
  bottom: number
}

/** The boxes of each step of the path, and the wires between them. */
function steps({ branches }: Drawing, path: readonly Branch[]): Made {
  const made: Made = { boxes: [], lines: [], bottom: HEIGHT }
  // Where the wire from what is above comes down.
  let down = LEFT + WIDTH / 2
  for (const [at, step] of [branches, ...path.map(({ below }) => below)].entries()) {
    if (step.length === 0) break
    const top = made.bottom + 32
    const above = at === 0 ? null : made.boxes.find(({ branch }) => branch === path[at - 1])
    if (above === null)
      made.lines.push(html`<path class="wire" d="M${down} ${HEIGHT}v${top - 14 - HEIGHT}"/>`)
    else if (above !== undefined) {
      // Beside the boxes that stand lower in the same step.
      const beside = above.x + WIDTH + GAP / 2
      const low = above.y + HEIGHT
      made.lines.push(html`<path class="jump" d="M${centre(above)} ${low}v8H${beside}V${top - 14}"/>`)
      down = beside
    }
    const boxes = placed(step, top)
    made.lines.push(...wires(boxes, down))
    made.boxes.push(...boxes)
    made.bottom = Math.max(...boxes.map(({ y }) => y)) + HEIGHT
  }
  return made
}

export function chartDrawing(drawing: Drawing): Html {
  const { authority, total, branches, focus, own, touched, href } = drawing
  const path = pathTo(branches, focus)
  const { boxes, lines, bottom } = steps(drawing, path)
  const width = LEFT + Math.max(1, ...boxes.map(({ x }) => (x - LEFT) / (WIDTH + GAP) + 1)) * (WIDTH + GAP)
  const box = ({ branch, x, y }: Drawn) => {
    const { unit, below } = branch
    const isOwn = unit.id === own
    const said = [
      unit.name,
      peopleOf(branch),
      ...(below.length > 0 ? [plural(below.length, 'unité', 'unités')] : []),
      ...(touched.has(unit.id) ? ['prévu'] : []),
    ]
    const given = attrs({
      href: href(unit.id),
      'aria-label': `${said.join(', ')}${isOwn ? ', votre unité' : ''}`,
      'aria-current': unit.id === focus ? 'true' : undefined,
    })
    return html`<a ${given}><rect class="box ${path.includes(branch) && 'on-path'} ${isOwn && 'me'}" x="${x + 0.5}" y="${y + 0.5}" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="4"/>${texts(unit.name, said.slice(1).join(', '), { x, y })}${isOwn && html`<rect class="here-tile" x="${x + WIDTH - 19}" y="${y + 9}" width="10" height="10"/>`}</a>`
  }
  const people = plural(total, 'personne', 'personnes')
  const head = html`<a ${attrs({ href: href(null), 'aria-label': `${authority}, ${people}` })}><rect class="box on-path" x="${LEFT + 0.5}" y="0.5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="4"/>${texts(authority, people, { x: LEFT, y: 0 })}</a>`
  return html`<svg class="org-map" viewBox="-1 -1 ${width + 2} ${bottom + 2}" width="${width + 2}" height="${bottom + 2}" role="group" aria-label="Organigramme dessiné\u00a0: ${spoken(drawing, path)}">${lines}${head}${boxes.map(box)}</svg>`
}
