/**
 * Writes a cell as RFC 4180 wants it. A text that a spreadsheet would take for a formula gets an apostrophe in front, and so
 * does one that begins with such an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(text: string): string {
  const isFormula = /^'*[=+\-@\t\r＝＋－＠]/.test(text) && !/^[-+]?[\d,.]+%?$/.test(text);
  const plain = isFormula ? `'${text}` : text;
  return /[",;\r\n\t]|^\s|\s$/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** Rows as a CSV file that Excel opens as UTF-8. */
export function csvFile(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
