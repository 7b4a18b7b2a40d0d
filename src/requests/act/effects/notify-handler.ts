// Whoever handles the request is told of what happened to it (tell/to-desk.ts).
import { effectKind } from './kind.ts'

export const NOTIFY_HANDLER = effectKind({
  name: 'notifyHandler',
  sentence: 'L’agent en charge est prévenu, ou son service si personne n’est désigné.',
  echoes: true,
  payload: () => ({ toHandler: true }),
})
