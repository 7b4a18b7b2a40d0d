/** Who writes a mail, and where its links lead: the public origin, never the host of a request. */
export interface Writer {
  readonly site: { readonly name: string }
  readonly origin: string
}
