// What a question fed by a list says of it to whoever answers, in each language that the program speaks.
import { FRENCH, saidIn } from '#platform/tongue/said-in.ts'
import { sentences } from '#platform/tongue/sentences.ts'
import { mediumDate, quoted } from '#platform/ui/french.ts'

const british = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })

export const SAYS = sentences(
  {
    later:
      'Cette liste n’est pas disponible pour le moment. Ce que vous avez rempli est gardé\u00a0: réessayez plus tard.',
    laterTo: (asked: string) =>
      `${asked}\u00a0: cette liste n’est pas disponible pour le moment. Ce que vous avez rempli est gardé\u00a0: réessayez plus tard.`,
    asText: 'La liste n’est pas disponible pour le moment\u00a0: écrivez votre réponse.',
    typeSome: 'Écrivez quelques lettres, puis choisissez.',
    listOf: (age: string) => `Liste du ${age}\u00a0: elle n’a pas pu être relue depuis.`,
    notThere: (typed: string) =>
      `${quoted(typed)} n’est pas dans la liste\u00a0: choisissez une des réponses proposées.`,
    whichOne: (typed: string, some: readonly string[], more: string) =>
      `Il y en a plusieurs pour ${quoted(typed)}\u00a0: écrivez laquelle, par exemple ${some.map(quoted).join(', ')}${more}`,
    goneSince: (label: string, gone: string) =>
      `${quoted(label)} n’est plus dans la liste depuis le ${mediumDate(gone)}\u00a0: choisissez une autre réponse.`,
    takenOff: (label: string, gone: string) => `${label} (retirée de la liste le ${mediumDate(gone)})`,
    noLongerThere: (label: string, gone: string) =>
      `${label} (n’est plus dans la liste depuis le ${mediumDate(gone)})`,
    withoutList: (label: string) => `${label} (écrit sans la liste, alors indisponible)`,
  },
  {
    en: {
      later: 'This list is not available at the moment. What you have filled in is kept: try again later.',
      laterTo: (asked) =>
        `${asked}: this list is not available at the moment. What you have filled in is kept: try again later.`,
      asText: 'The list is not available at the moment: write your answer.',
      typeSome: 'Type a few letters, then choose.',
      listOf: (age) => `This list dates from ${saidIn(FRENCH, age)}: it could not be read again since.`,
      notThere: (typed) => `“${typed}” is not in the list: choose one of the answers listed.`,
      whichOne: (typed, some, more) =>
        `There are several for “${typed}”: write which one, for example ${some.map((one) => `“${one}”`).join(', ')}${more}`,
      goneSince: (label, gone) =>
        `“${label}” has not been in the list since ${british.format(new Date(gone))}: choose another answer.`,
      takenOff: (label, gone) => `${label} (taken off the list on ${british.format(new Date(gone))})`,
      noLongerThere: (label, gone) => `${label} (not in the list since ${british.format(new Date(gone))})`,
      withoutList: (label) => `${label} (written without the list, which was not available)`,
    },
  },
)
