// What bodies there are and what one may be there: the one table of each, with the words of screens. PostgreSQL knows the same names.
import { type Noun, thing } from '#platform/french/noun.ts'
import { capital } from '#platform/ui/french.ts'

interface PostWords {
  readonly label: string
  /** Those who hold it, before the name of where: « maires » de la conférence. */
  readonly several: string
  /** One at a time leads a body. */
  readonly leads?: true
  /** They come one after the other: « 2e adjoint ». */
  readonly ranked?: true
}

/** In the order in which members are listed. */
export const POSTS = {
  mayor: { label: 'Maire', several: 'maires', leads: true },
  president: { label: 'Présidence', several: 'présidents', leads: true },
  deputy: { label: 'Adjoint ou adjointe', several: 'adjoints', ranked: true },
  vice_president: { label: 'Vice-présidence', several: 'vice-présidents', ranked: true },
  delegate: { label: 'Conseiller ou conseillère, avec délégation', several: 'conseillers avec délégation' },
  councillor: { label: 'Conseiller ou conseillère', several: 'conseillers' },
  member: { label: 'Membre', several: 'membres' },
  substitute: { label: 'Suppléant ou suppléante', several: 'suppléants' },
} as const satisfies Record<string, PostWords>

export type Post = keyof typeof POSTS
export const EVERY_POST = Object.keys(POSTS) as readonly Post[]

export const isRanked = (post: Post): boolean => 'ranked' in POSTS[post]
export const leads = (post: Post): boolean => 'leads' in POSTS[post]
/** Does somebody else have to leave it first? */
export const isHeldByOne = (post: Post): boolean => leads(post) || isRanked(post)

interface KindWords {
  readonly label: string
  /** What it is, said before a name that says it not: « le groupe Horizon solidaire ». */
  readonly noun: string
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
    noun: 'conseil',
    at: ['metropolis'],
    posts: ['president', 'vice_president', 'delegate', 'councillor'],
    alone: true,
  },
  municipal: {
    label: 'Conseil municipal',
    noun: 'conseil',
    at: ['commune'],
    posts: ['mayor', 'deputy', 'delegate', 'councillor'],
    alone: true,
  },
  permanent: { label: 'Commission permanente', noun: 'commission', at: ['metropolis'], posts: LED },
  bureau: { label: 'Bureau', noun: 'bureau', at: ['metropolis', 'commune'], posts: LED },
  commission: { label: 'Commission', noun: 'commission', at: ['metropolis', 'commune'], posts: LED },
  conference: {
    label: 'Conférence des maires',
    noun: 'conférence',
    at: ['metropolis'],
    posts: LED,
    gathers: true,
  },
  group: { label: 'Groupe politique', noun: 'groupe', at: ['metropolis', 'commune'], posts: LED },
} as const satisfies Record<string, KindWords>

export type Kind = keyof typeof KINDS
export const EVERY_KIND = Object.keys(KINDS) as readonly Kind[]

export const kindWords = (kind: Kind): KindWords => KINDS[kind]

/** « Le conseil municipal de Bron », « le groupe Métropole ouverte », whose name says another thing than what it is. */
export const bodyNoun = ({ kind, name }: { kind: Kind; name: string }): Noun => {
  const { noun } = kindWords(kind)
  return thing(kind === 'group' ? `${capital(noun)} ${name}` : name, noun)
}

/** « Maire », « Adjoint ou adjointe, 2e rang » */
export const postText = (post: Post, rank: number | null): string =>
  rank === null ? POSTS[post].label : `${POSTS[post].label}, ${rank === 1 ? '1er' : `${rank}e`} rang`
