// A kind of notification: what people are told of, in one place. Its module declares it beside what tells it; where it is kept, by
// which channels it goes and who takes it off is written once (src/notices).

/** Ways to reach somebody: a page of this site, which keeps everything, and mails. Others are rows to come. */
export const CHANNELS = ['page', 'mail'] as const
export type Channel = (typeof CHANNELS)[number]

/** Those that somebody takes or leaves, kind by kind: the page keeps everything. */
export type ChosenChannel = Exclude<Channel, 'page'>

/** As whom one is told: it decides where the notice is listed. */
export type Told = 'resident' | 'agent' | 'administrator'

export interface NoticeKind {
  /** `module.name`. */
  readonly id: string
  /** What is told, for whoever chooses: « Une demande vous est confiée ». */
  readonly label: string
  readonly to: Told
  /** By which it goes when the person has chosen nothing. */
  readonly channels: readonly Channel[]
  /** Why nobody takes it off, in a sentence: the law, or the safety of the account. Absent: one chooses. */
  readonly owed?: string
  /** Does not wait for the end of somebody’s quiet hours: by then it would be too late to act. */
  readonly urgent?: true
}

/** Says a kind with its type. */
export const noticeKind = (declared: NoticeKind): NoticeKind => declared
