// Answers of an invented person to the form of a service.
import { Readable } from 'node:stream'
import {
  type Answers,
  asksFiles,
  endOf,
  asksItems,
  type Field,
  fieldsOf,
  type FileAnswer,
  type FormDefinition,
  formVersion,
  kindOf,
  reachableAnswers,
  sampleAnswers,
  markWords,
  wholeIn,
  sampleItems,
  uploadRules,
} from '#forms'
import { receive, type Storing } from '#files'
import { RefusedFile } from '#platform/files/inspect.ts'
import type { Actor } from '#platform/actor.ts'
import type { Write } from '#platform/db/db.ts'
import { factsRead } from '#rules'
import { catalogue } from '#services'
import { addDays, type Area, localDay, type Territory } from '#territory'
import type { Telling } from './cast.ts'
import type { ServiceStory } from './story.ts'

/** The person who asks. */
export interface Cast {
  name: string
  email: string
  phone: string
  area: Area
  /** Account, or null. */
  personId: number | null
}

const KIND_WEIGHT: Readonly<Record<string, number>> = {
  street: 70,
  cycleway: 12,
  park: 12,
  school: 4,
  cemetery: 2,
}

/** A point around the middle of the commune: within a kilometre or so. */
function pointNear(place: Territory, area: Area, { dice }: Telling): { lat: number; long: number } | null {
  const centre = place.authority(area.authorityId).profile.centre
  if (centre === undefined) return null
  const spread = (middle: number) =>
    Math.round((middle + (dice.roll() + dice.roll() - 1) * 0.008) * 1e5) / 1e5
  return { lat: spread(centre[0]), long: spread(centre[1]) }
}

async function pictures(
  tx: Write,
  telling: Telling,
  field: Field,
  mark: ReturnType<typeof markWords>,
): Promise<FileAnswer[]> {
  const { dice, files, config } = telling
  const { isMarked: isIdentity } = uploadRules(field)
  // Marking takes a second of the demonstration’s beginning.
  if (!dice.chance(isIdentity === true ? 0.02 : 0.12)) return []
  const { bytes, name } = isIdentity === true ? telling.specimen : dice.pick(telling.pictures)
  const { accept, isMarked } = uploadRules(field)
  const rules = { accept, isMarked, mark, maxBytes: 10_000_000 }
  // In the transaction of the story.
  const storing: Storing = { db: { write: (_actor, work) => work(tx) }, actor: tx.actor, files, config }
  try {
    return [await receive(storing, { source: Readable.from([bytes]), name }, rules)]
  } catch (error) {
    if (error instanceof RefusedFile) return []
    throw error
  }
}

/** Believable words for the short questions of the demonstration's forms, by field id. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  class: ['Petite section', 'CP', 'CE2', 'CM1'],
  school_now: ['École Jean-Moulin', 'École Louise-Michel'],
  towards: ['En venant du centre', 'En venant de la gare'],
  link_other: ['Pour un dossier de retraite'],
  deed: ['Carré B, n° 112'],
  pole: ['Lampadaire n° 27'],
  bin_number: ['Bac n° 4183'],
  frame: ['BC 1A2B 3C4D'],
  plate_number: ['WW-123-ZZ'],
  old_plate: ['WW-321-ZZ'],
  colour: ['Une citadine grise'],
  association: ['Les Jardins partagés'],
  acronym: ['LJP'],
  network: ['La fédération des jardins'],
  project_name: ['Un jardin à l’école', 'La fête des récoltes'],
  rooms_which: ['La mairie, une salle le mardi'],
  items_other: ['Un matelas et deux chaises'],
  object_other: ['Un abri à vélos'],
  problem_other: ['Une vitre brisée'],
  hazard_what: ['Des pots de peinture'],
  room_name: ['L’entrée', 'La cave'],
  room_seen: ['Des traces noires au plafond', 'La peinture cloque sous la fenêtre', 'Une prise pend du mur'],
  sibling: ['Inès', 'Noé', 'Maëlle', 'Sami'],
  sibling_school: ['Jean-Moulin', 'Les Tilleuls'],
  fall_when: ['Hier soir'],
  company: ['Déménagements du Confluent'],
  filler_name: ['Claire Ainay', 'Hugo Montchat'],
  filler_link: ['Sa fille', 'Son fils', 'Assistante sociale de l’hôpital'],
  fund_name: ['La caisse des artisans'],
  institution: ['Les Acacias', 'La Roseraie'],
  doctor: ['Docteur Perrache, à Bron', 'Docteur Gerland, à Lyon'],
  helper_name: ['Claire Ainay', 'Hugo Montchat', 'Nadia Part-Dieu'],
  helper_rest: ['Une semaine en été', 'Un après-midi par semaine'],
  guardian: ['Association Le Relais'],
  visit_with: ['Claire Ainay, 06 39 98 12 40'],
  nurseries: ['Les Mésanges, puis Le Tilleul'],
}

/** A day around the sending: soon when the form asks for one to come, else a little before. */
function dateFor(field: Field, { dice }: Telling, today: string): string {
  const { id, autocomplete } = field
  if (autocomplete === 'bday' || /born|birth/.test(id))
    return `${dice.between(2012, 2021)}-0${dice.between(1, 9)}-${dice.between(10, 28)}`
  // Its sample is a day that the form allows.
  const { sample, read = (answer) => answer } = kindOf(field.type)
  return addDays(today, String(read(sample(field, ''))) > today ? dice.between(5, 30) : -dice.between(0, 20))
}

/** That day, in the shape of the answers of its question. */
function dayAnswer({ type }: Field, day: string, { dice }: Telling) {
  if (type === 'date-range') return { from: day, to: addDays(day, dice.between(0, 6)) }
  return type === 'date-time' ? `${day}T09:30` : day
}

/** A number that is theirs. */
const markOf = ({ name }: Cast): number =>
  [...name].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), 0)

const FIRST_NAMES = ['Inès Marie', 'Noé', 'Maëlle Rose', 'Sami', 'Jeanne', 'Ilan Paul']

/** Somebody of theirs: the same name, and a day that the form allows. */
function relativeOf(field: Field, cast: Cast) {
  const name = cast.name.split(' ').slice(1).join(' ')
  const first = FIRST_NAMES[markOf(cast) % FIRST_NAMES.length]
  return { ...(kindOf(field.type).sample(field, '') as object), name, first }
}

/** What this person would answer, by what the question means. undefined: leave the sample, or nothing. */
function ownAnswer(
  field: Field,
  telling: Telling,
  place: Territory,
  cast: Cast,
  said: string,
  reachable: boolean,
  today: string,
) {
  const { dice, stories } = telling
  switch (field.role) {
    case 'contactName':
      return cast.name
    case 'contactEmail':
      return reachable ? cast.email : undefined
    case 'contactPhone':
      return cast.phone
    case 'description':
      return said
    case 'subject':
      return (said.split(/[.!?\n]/)[0] ?? said).slice(0, field.maxLength ?? 80)
    case 'placeKind':
      return dice.weighted(field.choices ?? [], (choice) => KIND_WEIGHT[choice.value] ?? 0).value
    case 'place': {
      const address = `${dice.between(1, 140)}, ${dice.pick(stories.streets)}`
      return { commune: cast.area.code, address, ...pointNear(place, cast.area, telling) }
    }
    default:
      if (field.type === 'person') return relativeOf(field, cast)
      if (kindOf(field.type).fact === 'date') return dayAnswer(field, dateFor(field, telling, today), telling)
      if (field.type === 'money') return 150 + 50 * (markOf(cast) % 21)
      if (WORDS[field.id] !== undefined) return dice.pick(WORDS[field.id] ?? [])
      if (field.type === 'short-text') return cast.name
      return field.choices === undefined || kindOf(field.type).fact !== 'choice'
        ? undefined
        : dice.pick(field.choices.filter(({ showIf }) => showIf === undefined)).value
  }
}

/** How many tell of a danger, when the form asks: a mark that everybody bears says nothing. */
const IN_DANGER = 0.12

/** What this person says of dangers; undefined where the form asks nothing of them. */
function dangerAnswer(
  { danger, type, choices = [], optional }: Field,
  drawn: unknown,
  isInDanger: boolean,
  { dangers: dice }: Telling,
) {
  if (danger !== undefined) return isInDanger
  if (!choices.some((choice) => choice.danger)) return undefined
  const fitting = choices
    .filter((choice) => (choice.danger ?? false) === isInDanger)
    .map(({ value }) => value)
  if (kindOf(type).fact === 'choices')
    return fitting.length === 0 || (optional === true && !isInDanger) ? [] : [dice.pick(fitting)]
  return fitting.length === 0 || fitting.some((value) => value === drawn) ? drawn : dice.pick(fitting)
}

/** Whoever sends a request chose what does not stop its form. */
function goOn(form: FormDefinition, own: Answers): void {
  for (let ended = endOf(form, own); ended !== undefined; ended = endOf(form, own)) {
    const { end } = ended
    const read = factsRead(wholeIn(form, end.when))
    const tried = fieldsOf(form)
      .filter(({ id }) => read.includes(id))
      .flatMap(({ id, choices = [] }) => choices.map(({ value }) => ({ ...own, [id]: value })))
    const found = tried.find((one) => endOf(form, one)?.end !== end)
    if (found === undefined) throw new Error(`nothing that is chosen goes past ${end.title} of ${form.id}`)
    Object.assign(own, found)
  }
}

/** Words that agree with what the form is told of dangers. */
const textsOf = (story: ServiceStory | undefined, isInDanger: boolean): readonly string[] =>
  (isInDanger ? story?.atRisk : undefined) ?? story?.texts ?? ['']

/** What this person says of one or two items of a block; the first alone has pictures. */
async function itemsFor(
  tx: Write,
  telling: Telling,
  block: Field,
  cast: Cast,
  mark: ReturnType<typeof markWords>,
): Promise<Answers[]> {
  const number = markOf(cast)
  const [sample] = sampleItems(block, cast.area.code)
  const items: Answers[] = []
  for (let at = 0; at <= number % 2; at += 1) {
    const item: Answers = { ...sample }
    for (const question of block.questions ?? []) {
      const { id, type, choices = [] } = question
      const pictured = asksFiles(question) && at === 0 ? await pictures(tx, telling, question, mark) : []
      if (pictured.length > 0) item[id] = pictured
      if (type === 'person') item[id] = relativeOf(question, cast)
      if (kindOf(type).fact === 'choice') item[id] = choices[(number + at) % choices.length]?.value ?? ''
      const words = WORDS[id] ?? []
      if (type === 'short-text') item[id] = words[(number + at) % words.length] ?? ''
      if (item[id] === '') delete item[id]
    }
    items.push(item)
  }
  return items
}

/** Right answers to the form of a service, as this person would give them. */
export async function answersFor(
  tx: Write,
  telling: Telling,
  place: Territory,
  slug: string,
  cast: Cast,
  by: Actor,
): Promise<Answers> {
  const service = (await catalogue(tx)).service(slug)
  const form: FormDefinition = await formVersion(
    tx,
    service?.definition.form ?? '',
    service?.formVersion ?? 0,
  )
  const isInDanger = telling.dangers.chance(IN_DANGER)
  const said = telling.dice.pick(textsOf(telling.stories.services[slug], isInDanger))
  // Somebody who calls or comes to the desk often has no e-mail address.
  const reachable = by.memberships.length === 0 || telling.dice.chance(0.45)
  const own: Answers = {}
  const site = place.authority(cast.area.authorityId).name
  const mark = markWords(site, service?.definition.shortTitle ?? '', tx.now, place.zone)
  for (const field of fieldsOf(form)) {
    const drawn = asksItems(field)
      ? await itemsFor(tx, telling, field, cast, mark)
      : asksFiles(field)
        ? await pictures(tx, telling, field, mark)
        : ownAnswer(field, telling, place, cast, said, reachable, localDay(tx.now, place.zone))
    const answer = dangerAnswer(field, drawn, isInDanger, telling) ?? drawn
    if (answer !== undefined) own[field.id] = answer as Answers[string]
  }
  goOn(form, own)
  const answers = sampleAnswers(form, { areaCode: cast.area.code }, own)
  if (!reachable)
    for (const field of fieldsOf(form)) if (field.role === 'contactEmail') delete answers[field.id]
  // Nothing ticked is no answer.
  const given = Object.entries(answers).filter(
    ([, answer]) => !(Array.isArray(answer) && answer.length === 0),
  )
  return reachableAnswers(form, Object.fromEntries(given))
}
