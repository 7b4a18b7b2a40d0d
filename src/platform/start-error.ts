// How a start fails: in sentences that the operator can act on, never in a stack trace.

/** What stops a start: complete sentences for the operator, printed without a stack trace. */
export class StartError extends Error {
  readonly sentences: readonly string[]

  constructor(...sentences: string[]) {
    super(sentences.join('\n'))
    this.name = 'StartError'
    this.sentences = sentences
  }
}

/** Whether `error` is a system error of that code, for example `ENOENT`. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
