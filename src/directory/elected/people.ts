// Elected members of the territory, a line for one person however many seats they hold. Pure.
import { postText, type Sitting } from '#bodies'

export interface Person {
  who: number
  name: string
  /** Of their council, a commune’s first. */
  authorityId: number
  /** Their seats, each body once. */
  seats: readonly Sitting[]
}

/** Whoever presides where their mandate of mayor has them sit: they preside. */
const onceByBody = (seats: readonly Sitting[]): Sitting[] =>
  seats.filter(
    (seat) =>
      !seats.some(
        (other) =>
          other !== seat && other.bodyId === seat.bodyId && seat.post === 'mayor' && other.post !== 'mayor',
      ),
  )

/** @param seats in the order in which people are listed, the council first */
export const peopleOf = (seats: readonly Sitting[]): Person[] =>
  [...Map.groupBy(seats, ({ who }) => who)].flatMap(([who, held]) => {
    const [first] = held
    return first === undefined
      ? []
      : [{ who, name: first.name, authorityId: first.authorityId, seats: onceByBody(held) }]
  })

/** « Maire, Conseil municipal de Bron », « Membre, groupe Métropole ouverte » */
export const seatText = ({ post, rank, body, kind }: Sitting): string =>
  `${postText(post, rank)}, ${kind === 'group' ? `groupe ${body}` : body}`

export const delegations = ({ seats }: Person): string[] => [
  ...new Set(seats.map(({ delegation }) => delegation).filter((said) => said !== '')),
]
