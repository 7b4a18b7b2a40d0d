// An effect: what an act of a workflow may cause. Its module declares it in one file; here is what workflows read of it, and what
// an act does by it is said where acts are taken (src/requests/act/effects/kind.ts).

/** What the screen asks the person who takes the transition. */
export type TransitionInput = 'message' | 'reason' | 'agent' | 'target' | 'date'

export interface EffectKind {
  /** As workflows name it. */
  readonly name: string
  /** What it causes, for whoever edits a workflow: in French. */
  readonly sentence: string
  /** What the act must ask for it, and what the prover says of one that does not, after « L’action « … » ». */
  readonly asks?: { readonly input: TransitionInput; readonly otherwise: string }
  /** What the prover says of an act that does it without a word to the resident; absent: it may. */
  readonly untold?: string
  /** Its mark on the clocks. Each belongs to one effect, by whose name the database checks it (requests.clock_kinds): what also closes is named beside `close`. */
  readonly clock?: 'firstAnswer' | 'promised' | 'reopened' | 'closed'
}
