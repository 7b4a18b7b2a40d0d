// The mails that residents get about their requests, as the program words them until a town hall does.
import { plural } from '#platform/ui/french.ts'
import { FIRST_MESSAGE, FIRST_MESSAGE_SAYS } from '#services'
import { RECEIPT_NOTE } from '../settings/chosen.ts'
import { dueWords, mailSetting } from './worded.ts'

const THE_REQUEST = ['Demande', '{reference}, {subject}'] as const

const MESSAGE = {
  code: 'message',
  shown: '{message}',
  meaning: 'ce que l’agent ou le parcours de la demande écrit à la personne',
  owed: true,
} as const

const inventedMessage = {
  message: 'Bonjour,\n\nNotre équipe est passée ce matin et a remplacé la lampe.',
}

/** What makes it an acknowledgement of receipt (CRPA L112-3). */
export const acknowledged = (moment: string): string =>
  `Nous l’avons reçue le ${moment}. Ce message vaut accusé de réception.`

export const RECEIPT_MAIL = mailSetting({
  name: 'receipt',
  label: 'accusé de réception',
  leaves: 'dès que la demande est enregistrée',
  title: 'Votre demande est enregistrée',
  action: 'Suivre ma demande',
  tokens: [
    {
      code: 'acknowledged',
      shown: '{accusé de réception}',
      meaning: 'le jour où elle est reçue, que la loi demande',
      owed: true,
    },
    { code: 'because', shown: '{pourquoi ce service}', meaning: 'qui répond, et pourquoi', owed: true },
  ],
  facts: [
    ['Démarche', '{service}'],
    ['Référence', '{reference}'],
    ['Numéro de suivi', '{code}'],
    ['Service chargé', '{authority}, {unit}'],
    ['Le joindre', '{reach}'],
    [FIRST_MESSAGE, `{answerDue} (${FIRST_MESSAGE_SAYS})`],
    ['{solution}', '{solutionDue}'],
  ],
  note: RECEIPT_NOTE,
  invented: ({ day, moment }) => ({
    acknowledged: acknowledged(moment),
    because: 'Ce service répond des demandes de ce genre à cette adresse.',
    code: 'K7RD-4MWQ',
    reach: '1, place de la Mairie, 04 65 71 00 58',
    solution: 'La réparation',
    answerDue: dueWords(day),
    solutionDue: dueWords(day),
  }),
  otherwise: 'Demande {numéro} enregistrée\u00a0: {sujet}\n\n{accusé de réception}\n\n{pourquoi ce service}',
})

export const MESSAGE_MAIL = mailSetting({
  name: 'message',
  label: 'un message, une question',
  leaves: 'quand un agent écrit à la personne, ou que sa demande passe à un autre service',
  title: 'Un message pour vous',
  action: 'Voir et répondre',
  tokens: [MESSAGE],
  facts: [THE_REQUEST],
  invented: () => inventedMessage,
  otherwise: 'Demande {numéro}\u00a0: un message pour vous\n\n{message}',
})

export const DATE_MAIL = mailSetting({
  name: 'date',
  label: 'une nouvelle date',
  leaves: 'quand la date promise change',
  title: 'Une nouvelle date pour votre demande',
  action: 'Voir et répondre',
  tokens: [MESSAGE, { code: 'newDate', shown: '{nouvelle date}', meaning: 'la date promise désormais' }],
  facts: [THE_REQUEST, ['Nouvelle date', '{newDate}']],
  invented: ({ day }) => ({ ...inventedMessage, newDate: dueWords(day) }),
  otherwise: 'Demande {numéro}\u00a0: nouvelle date, {nouvelle date}\n\n{message}',
})

/** How to have it opened again; the days are those of its workflow. */
export const reopeningSaid = (days: number | undefined): string =>
  `Si ce n’est pas résolu, dites-le${days === undefined ? '' : ` dans les ${plural(days, 'jour', 'jours')}`}\u00a0: la demande est rouverte.`

/** Said where an opinion is asked. */
export const OPINION = 'Votre avis nous aide aussi, en un clic.'
/** The button, where none is. */
export const SEE_ANSWER = 'Voir la réponse'

export const ANSWER_MAIL = mailSetting({
  name: 'answer',
  label: 'la réponse, et l’avis demandé',
  leaves: 'avec la réponse qui clôt la demande',
  title: 'La réponse à votre demande',
  action: `${SEE_ANSWER} et donner mon avis`,
  tokens: [
    MESSAGE,
    { code: 'reopening', shown: '{réouverture}', meaning: 'comment la faire rouvrir', owed: true },
    { code: 'opinion', shown: '{avis}', meaning: 'l’avis demandé, là où vous en demandez un' },
  ],
  facts: [THE_REQUEST],
  invented: () => ({ ...inventedMessage, reopening: reopeningSaid(15), opinion: OPINION }),
  otherwise: 'Demande {numéro}\u00a0: la réponse pour vous\n\n{message}\n\n{réouverture} {avis}',
})

export const END_MAIL = mailSetting({
  name: 'end',
  label: 'la demande est terminée',
  leaves: 'quand la demande s’arrête sans pouvoir être rouverte',
  title: 'Votre demande est terminée',
  action: 'Voir ma demande',
  tokens: [MESSAGE],
  facts: [THE_REQUEST],
  invented: () => inventedMessage,
  otherwise: 'Demande {numéro}\u00a0: elle est terminée\n\n{message}',
})

export const UNIT_MAIL = mailSetting({
  name: 'unit',
  label: 'un autre service la suit',
  leaves: 'quand une réorganisation confie la demande à un autre service',
  title: 'Un autre service suit votre demande',
  action: 'Suivre ma demande',
  tokens: [
    {
      code: 'change',
      shown: '{changement}',
      meaning: 'quel service la suit, et à la place duquel',
      owed: true,
    },
  ],
  facts: [THE_REQUEST],
  invented: () => ({
    change:
      'À la place de la voirie, c’est maintenant la direction de l’espace public qui suit votre demande.',
  }),
  otherwise:
    'Demande {numéro}\u00a0: un autre service la suit\n\n{changement} Rien d’autre ne change\u00a0: les dates promises restent les mêmes, et vous n’avez rien à refaire.',
})

export const residentMails = [
  RECEIPT_MAIL,
  MESSAGE_MAIL,
  DATE_MAIL,
  ANSWER_MAIL,
  END_MAIL,
  UNIT_MAIL,
] as const
