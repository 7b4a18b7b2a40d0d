// The sentences of the kit that a form shows, in each language that the program speaks.
import { languageOf, unmarked } from '../tongue/said-in.ts'
import { sentences } from '../tongue/sentences.ts'
import { fileSize } from './french.ts'

const counted = (count: number, one: string, several: string): string =>
  count === 1 ? one : `${count} ${several}`
/** « Add a child », « Add an applicant »; what is not English has no English article. */
const adding = (one: string): string =>
  languageOf(one)?.code === 'en'
    ? `Add ${/^[aeiou]/i.test(unmarked(one)) ? 'an' : 'a'} ${one}`
    : `Add: ${one}`

export const KIT = sentences(
  {
    optional: '(facultatif)',
    day: 'Jour',
    month: 'Mois',
    year: 'Année',
    toRead: 'À lire avant de continuer',
    wrongAnswers: (count: number) =>
      count === 1 ? 'Une réponse est à corriger' : `${count} réponses sont à corriger`,
    othersKept: 'Vos autres réponses sont gardées.',
    steps: 'Étapes',
    done: '(terminé)',
    notSaved: 'Vos réponses s’enregistrent quand vous continuez.',
    continue: 'Continuer',
    draftSaved: 'Brouillon enregistré.',
    draftOffline:
      'Pas de connexion\u00a0: gardez cette page ouverte, et appuyez de nouveau quand elle revient.',
    keptAway: (hour: string) =>
      `Pas de connexion\u00a0: vos réponses sont gardées sur cet appareil depuis ${hour}. Nous réessayons.`,
    keptRefused: (hour: string) =>
      `L’enregistrement n’a pas réussi\u00a0: vos réponses sont gardées sur cet appareil depuis ${hour}. Nous réessayons.`,
    notKeptAway:
      'Pas de connexion\u00a0: vos dernières réponses ne sont pas encore enregistrées. Nous réessayons.',
    notKeptRefused:
      'L’enregistrement n’a pas réussi\u00a0: vos dernières réponses ne sont pas encore enregistrées. Nous réessayons.',
    putBack: 'Vos réponses gardées sur cet appareil ont été remises.',
    remove: 'Retirer',
    sent: ', envoyé',
    savedAs: (format: string) => `, enregistré en ${format}`,
    noMoreFiles: 'Vous avez joint tous les fichiers possibles. Retirez-en un pour le remplacer.',
    commune: 'Commune',
    choose: 'Choisissez',
    eventLabel: 'Adresse ou endroit',
    eventHint: 'Par exemple\u00a0: 112, avenue Franklin-Roosevelt, ou devant l’école.',
    homeLabel: 'Adresse',
    homeHint: 'Par exemple\u00a0: 112, avenue Franklin-Roosevelt.',
    birthLabel: 'Maternité ou quartier',
    birthHint: 'Si vous le connaissez.',
    namedLabel: 'Nom ou adresse du lieu',
    namedHint: 'Le nom suffit.',
    weight: (bytes: number) => fileSize(bytes),
    about: (name: string) => `\u00a0: ${name}`,
    pair: (name: string, said: string) => `${name}\u00a0: ${said}`,
    several: (all: readonly string[]) => all.join('\u00a0; '),
    add: (one: string, isFeminine: boolean) => `Ajouter ${isFeminine ? 'une' : 'un'} ${one}`,
    moveUp: 'Monter',
    moveDown: 'Descendre',
    ofMany: (count: number) => `sur ${count}`,
    atMost: (count: number) => `${count} au plus.`,
    bringBack: (name: string) => `Remettre\u00a0: ${name}`,
    notSaid: 'Non précisé',
    inEuros: 'En euros.',
    dayShape: 'jj/mm/aaaa',
  },
  {
    en: {
      optional: '(optional)',
      day: 'Day',
      month: 'Month',
      year: 'Year',
      toRead: 'Read this before you continue',
      wrongAnswers: (count) => counted(count, 'One answer needs correcting', 'answers need correcting'),
      othersKept: 'Your other answers are kept.',
      steps: 'Steps',
      done: '(done)',
      notSaved: 'Your answers are saved when you continue.',
      continue: 'Continue',
      draftSaved: 'Draft saved.',
      draftOffline: 'No connection: keep this page open, and press again when it is back.',
      keptAway: (hour) =>
        `No connection: your answers are kept on this device since ${hour}. We are trying again.`,
      keptRefused: (hour) =>
        `Saving did not succeed: your answers are kept on this device since ${hour}. We are trying again.`,
      notKeptAway: 'No connection: your latest answers are not saved yet. We are trying again.',
      notKeptRefused: 'Saving did not succeed: your latest answers are not saved yet. We are trying again.',
      putBack: 'Your answers kept on this device have been put back.',
      remove: 'Remove',
      sent: ', sent',
      savedAs: (format) => `, saved as ${format}`,
      noMoreFiles: 'You have attached as many files as you can. Remove one to replace it.',
      commune: 'Town',
      choose: 'Choose',
      eventLabel: 'Address or place',
      eventHint: 'For example: 112 avenue Franklin-Roosevelt, or in front of the school.',
      homeLabel: 'Address',
      homeHint: 'For example: 112 avenue Franklin-Roosevelt.',
      birthLabel: 'Maternity hospital or neighbourhood',
      birthHint: 'If you know it.',
      namedLabel: 'Name or address of the place',
      namedHint: 'The name is enough.',
      weight: (bytes) =>
        bytes < 999_500 ? `${Math.ceil(bytes / 1000)} kB` : `${Math.round(bytes / 100_000) / 10} MB`,
      about: (name) => `: ${name}`,
      pair: (name, said) => `${name}: ${said}`,
      several: (all) => all.join('; '),
      add: adding,
      moveUp: 'Move up',
      moveDown: 'Move down',
      ofMany: (count) => `of ${count}`,
      atMost: (count) => `${count} at most.`,
      bringBack: (name) => `Put back: ${name}`,
      notSaid: 'Not specified',
      inEuros: 'In euros.',
      dayShape: 'dd/mm/yyyy',
    },
  },
)
