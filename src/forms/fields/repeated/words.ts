// What repeated questions and lines of cells say to whoever answers, in each language that the program speaks.
import { sentences } from '#platform/tongue/sentences.ts'
import { quoted } from '#platform/ui/french.ts'

const lower = (text: string): string => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1)
const oneOf = (one: string, isFeminine: boolean): string => `${isFeminine ? 'une' : 'un'} ${one}`

export const SAYS = sentences(
  {
    tooManyItems: (most: number) => `Vous en avez ajouté trop\u00a0: ${most} au plus. Retirez-en.`,
    itemTo: (one: string, isFeminine: boolean, asked: string) =>
      `Ajoutez au moins ${oneOf(one, isFeminine)} à ${asked}.`,
    tooFewItems: (least: number, one: string, isFeminine: boolean) =>
      `Il en manque\u00a0: répondez pour ${least}\u00a0au moins (${oneOf(one, isFeminine)} à chaque fois).`,
    inItem: (item: string, message: string) => `${item}\u00a0: ${lower(message)}`,
    ofItem: (item: string, label: string) => `${item}\u00a0: ${label}`,

    rowTo: (asked: string) => `Remplissez au moins une ligne de ${asked}.`,
    rowsTo: (asked: string, least: number) => `Remplissez au moins ${least} lignes de ${asked}.`,
    tooManyRows: (most: number) => `Vous avez rempli plus de ${most} lignes\u00a0: retirez-en.`,
    fillCell: 'Remplissez cette case, ou videz toute la ligne.',
    inCell: (row: string, column: string, why: string) => `${row}, ${quoted(column)}\u00a0: ${lower(why)}`,
    tooFewRows: (least: number, count: number) =>
      `Remplissez au moins ${least} lignes\u00a0: vous en avez rempli ${count}.`,
    cellDay: 'Écrivez le jour, le mois et l’année, par exemple 12/03/2026.',
    noSuchDay: 'Cette date n’existe pas.',

    takenAway: (item: string, isFeminine: boolean) =>
      `${item} est ${isFeminine ? 'retirée' : 'retiré'}. Vous pouvez encore ${isFeminine ? 'la' : 'le'} remettre.`,
    noMoreItems: (most: number) => `Vous ne pouvez pas en ajouter\u00a0: ${most} au plus.`,
    added: (one: string, isFeminine: boolean, where: string) =>
      `${one} ${isFeminine ? 'ajoutée' : 'ajouté'}, ${where}.`,
    backAgain: (one: string, isFeminine: boolean, where: string) =>
      `${one} ${isFeminine ? 'remise' : 'remis'}, ${where}.`,
    moved: (one: string, isFeminine: boolean, where: string) =>
      `${one} ${isFeminine ? 'déplacée' : 'déplacé'}, ${where}.`,
    where: (place: number, count: number, label: string) =>
      `en position ${place} sur ${count}, à la question ${quoted(label)}`,
  },
  {
    en: {
      tooManyItems: (most) => `You have added too many: ${most} at most. Remove some.`,
      itemTo: (one, _isFeminine, asked) => `Add at least one ${one} to ${asked}.`,
      tooFewItems: (least, one) => `Some are missing: answer for at least ${least} (one ${one} each time).`,
      inItem: (item, message) => `${item}: ${message}`,
      ofItem: (item, label) => `${item}: ${label}`,

      rowTo: (asked) => `Fill in at least one line of ${asked}.`,
      rowsTo: (asked, least) => `Fill in at least ${least} lines of ${asked}.`,
      tooManyRows: (most) => `You have filled in more than ${most} lines: remove some.`,
      fillCell: 'Fill in this box, or empty the whole line.',
      inCell: (row, column, why) => `${row}, “${column}”: ${why}`,
      tooFewRows: (least, count) => `Fill in at least ${least} lines: you have filled in ${count}.`,
      cellDay: 'Write the day, the month and the year, for example 12/03/2026.',
      noSuchDay: 'This date does not exist.',

      takenAway: (item) => `${item} has been removed. You can still put it back.`,
      noMoreItems: (most) => `You cannot add any more: ${most} at most.`,
      added: (one, _isFeminine, where) => `${one} added, ${where}.`,
      backAgain: (one, _isFeminine, where) => `${one} put back, ${where}.`,
      moved: (one, _isFeminine, where) => `${one} moved, ${where}.`,
      where: (place, count, label) => `number ${place} of ${count}, in the question “${label}”`,
    },
  },
)
