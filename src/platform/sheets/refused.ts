// Why a spreadsheet is not read; the message is the sentence to show beside the field.
export class RefusedSheet extends Error {
  override readonly name = 'RefusedSheet'
}
