// What the pages of drafts post; the form itself judges its own answers (apply.ts).
import { z } from 'zod'

/** Is the draft begun here yours? */
export const WhoseDraftInput = z.object({
  mien: z.enum(['oui', 'non'], 'Dites si cette demande est la vôtre.'),
})
export type WhoseDraftInput = z.infer<typeof WhoseDraftInput>
