// What bodies there are and what one may be there: the one table of each, with the words of screens. PostgreSQL knows the same names.

interface PostWords {
  readonly label: string
  /** One at a time leads a body. */
  readonly leads?: true
  /** They come one after the other: « 2e adjoint ». */
  readonly ranked?: true
}

/** In the order in which members are listed; a key names one by its place here (« office:1 »). */
export const POSTS = {
  mayor: { label: 'Maire', leads: true },
  president: { label: 'Présidence', leads: true },
  deputy: { label: 'Adjoint ou adjointe', ranked: true },
  vice_president: { label: 'Vice-présidence', ranked: true },
  delegate: { label: 'Conseiller ou conseillère, avec délégation' },
  councillor: { label: 'Conseiller ou conseillère' },
  member: { label: 'Membre' },
  substitute: { label: 'Suppléant ou suppléante' },
} as const satisfies Record<string, PostWords>

export type Post = keyof typeof POSTS
export const EVERY_POST = Object.keys(POSTS) as readonly Post[]

export const isRanked = (post: Post): boolean => 'ranked' in POSTS[post]

interface KindWords {
  readonly label: string
  readonly at: readonly ('metropolis' | 'commune')[]
  readonly posts: readonly Post[]
  /** It gathers communes, whose mayors sit there without being named. */
  readonly gathers?: true
  /** An authority has one. */
  readonly alone?: true
}

const LED: readonly Post[] = ['president', 'vice_president', 'member', 'substitute']

export const KINDS = {
  metropolitan: {
    label: 'Conseil de la métropole',
    at: ['metropolis'],
    posts: ['president', 'vice_president', 'delegate', 'councillor'],
    alone: true,
  },
  municipal: {
    label: 'Conseil municipal',
    at: ['commune'],
    posts: ['mayor', 'deputy', 'delegate', 'councillor'],
    alone: true,
  },
  permanent: { label: 'Commission permanente', at: ['metropolis'], posts: LED },
  bureau: { label: 'Bureau', at: ['metropolis', 'commune'], posts: LED },
  commission: { label: 'Commission', at: ['metropolis', 'commune'], posts: LED },
  conference: { label: 'Conférence des maires', at: ['metropolis'], posts: LED, gathers: true },
  group: { label: 'Groupe politique', at: ['metropolis', 'commune'], posts: LED },
} as const satisfies Record<string, KindWords>

export type Kind = keyof typeof KINDS
export const EVERY_KIND = Object.keys(KINDS) as readonly Kind[]

export const kindWords = (kind: Kind): KindWords => KINDS[kind]

/** « Maire », « Adjoint ou adjointe, 2e rang » */
export const postText = (post: Post, rank: number | null): string =>
  rank === null ? POSTS[post].label : `${POSTS[post].label}, ${rank === 1 ? '1er' : `${rank}e`} rang`
