// A feature that an agreement opens to an authority: its module declares it, and asks whether it is open (src/settings/openings.ts).
export interface Feature {
  /** `module.name`. */
  readonly id: string
  /** « Compte et connexion ». */
  readonly label: string
  /** What it gives, in a sentence. */
  readonly gives: string
}

/** Says a feature with its type. */
export const feature = (declared: Feature): Feature => declared
