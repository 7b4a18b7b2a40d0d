// Why a code is not taken, and the words that a door shows. People stand behind: no word says anything of whoever shows the code.
export interface RefusalWords {
  word: string
  /** What the agent may do. */
  todo: string
  /** refused: red; online: the server would know; device: the door itself must be seen to. */
  kind: 'refused' | 'online' | 'device'
}

const NEW_CODE = 'Demandez un nouveau code : il change tout seul.'
const DESK = 'Proposez l’accueil, ou l’entrée ordinaire.'
const ASK = 'Vérifiez dès que le réseau revient, ou laissez entrer et dites pourquoi.'

export const REFUSALS = {
  unread: {
    word: 'Code non reconnu',
    todo: 'Demandez d’afficher le code du pass, écran bien éclairé.',
    kind: 'refused',
  },
  forged: { word: 'Code non reconnu', todo: NEW_CODE, kind: 'refused' },
  issuer: { word: 'Code non reconnu', todo: ASK, kind: 'online' },
  expired: { word: 'Code expiré', todo: NEW_CODE, kind: 'refused' },
  early: {
    word: 'Code pas encore valable',
    todo: 'Demandez de mettre le téléphone à l’heure, puis un nouveau code.',
    kind: 'refused',
  },
  elsewhere: {
    word: 'Code d’un autre lieu',
    todo: 'Demandez de choisir ce lieu dans le pass, puis de montrer le code.',
    kind: 'refused',
  },
  stopped: { word: 'Pas valable ici', todo: DESK, kind: 'refused' },
  challenge: {
    word: 'Code d’une autre entrée',
    todo: 'Demandez de lire d’abord le signe affiché par cette porte.',
    kind: 'refused',
  },
  shown: { word: 'Code déjà montré', todo: NEW_CODE, kind: 'refused' },
  product: { word: 'Pas valable ici', todo: DESK, kind: 'refused' },
  zone: { word: 'Pas valable ici', todo: DESK, kind: 'refused' },
  day: { word: 'Pas valable aujourd’hui', todo: DESK, kind: 'refused' },
  quota: { word: 'Plus d’entrée cette semaine', todo: DESK, kind: 'refused' },
  used: { word: 'Plus d’entrée', todo: DESK, kind: 'refused' },
  limit: {
    word: 'Plafond du jour atteint',
    todo: 'Cette porte n’en prend pas plus aujourd’hui\u00a0: proposez un autre paiement.',
    kind: 'refused',
  },
  slice: { word: 'À vérifier en ligne', todo: ASK, kind: 'online' },
  paper: { word: 'À vérifier en ligne', todo: ASK, kind: 'online' },
  card: { word: 'À vérifier en ligne', todo: ASK, kind: 'online' },
  online: {
    word: 'À vérifier en ligne',
    todo: 'Demandez d’afficher le code sans réseau, pour ce lieu.',
    kind: 'online',
  },
  clock: { word: 'Heure de l’appareil fausse', todo: 'Mettez l’appareil à l’heure.', kind: 'device' },
  lists: {
    word: 'Listes trop anciennes',
    todo: 'Reconnectez l’appareil : il ne peut plus décider seul.',
    kind: 'device',
  },
} as const satisfies Record<string, RefusalWords>

export type Refusal = keyof typeof REFUSALS

export const wordsOf = (refusal: Refusal): RefusalWords => REFUSALS[refusal]
