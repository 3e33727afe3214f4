/** What tells texts apart where neither letter case nor Unicode form does. */
export const caseless = (text: string): string =>
  // Upper case first: it joins what lower case alone keeps apart (ß and SS, ς and σ).
  text.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
