import Reporting
import Testing

@Suite("Tables")
struct TableTests {
  private let table = Table(
    title: "Verdicts",
    columns: [
      Column(header: "prediction"), Column(header: "measured", alignment: .trailing),
      Column(header: "verdict", content: .verdict),
    ],
    rows: [
      ["the mean is zero", "0.01", "holds"],
      ["the variance doubles", "−12.5", "refuted"],
      ["both", "", "inconclusive (preliminary)"],
    ],
    note: "Intervals at 95 %.")

  @Test("A table without a limit has aligned columns")
  func unlimited() {
    #expect(
      table.terminalText() == """
        Verdicts

        prediction            measured  verdict
        ────────────────────  ────────  ──────────────────────────
        the mean is zero          0.01  holds
        the variance doubles     −12.5  refuted
        both                            inconclusive (preliminary)

        Intervals at 95 %.
        """)
  }

  @Test("A narrow table wraps its widest columns of words")
  func wrapped() {
    #expect(
      table.terminalText(width: 40) == """
        Verdicts

        prediction      measured  verdict
        ──────────────  ────────  ──────────────
        the mean is         0.01  holds
        zero
        the variance       −12.5  refuted
        doubles
        both                      inconclusive
                                  (preliminary)

        Intervals at 95 %.
        """)
  }

  @Test("Numbers are never broken, and words no narrower than eight characters")
  func narrowest() {
    let lines = table.terminalText(width: 5).split(separator: "\n")
    #expect(lines.contains("────────  ────────  ────────"))
    #expect(lines.contains { $0.contains("−12.5") })
  }

  @Test("Colours surround the verdict word and nothing else")
  func coloured() {
    let lines = table.terminalText(style: .colour).split(separator: "\n")
    #expect(lines[3] == "the mean is zero          0.01  \u{1B}[32mholds\u{1B}[0m")
    #expect(lines[4] == "the variance doubles     −12.5  \u{1B}[31mrefuted\u{1B}[0m")
    #expect(lines[5].hasSuffix("\u{1B}[33minconclusive\u{1B}[0m (preliminary)"))
    #expect(!lines[1].contains("\u{1B}"))
  }

  @Test("Short rows are filled up and long rows keep their cells")
  func raggedRows() {
    let ragged = Table(title: "", columns: [Column(header: "a")], rows: [["1", "extra"], []])
    #expect(ragged.terminalText() == "a\n─  ─────\n1  extra\n")
  }

  @Test("Control characters do not reach the terminal")
  func controlCharacters() {
    let hostile = Table(title: "", columns: [Column(header: "a\tb")], rows: [["\u{1B}[2Jx\u{7}"]])
    #expect(hostile.terminalText() == "a b\n────\n[2Jx")
  }

  @Test("HTML is escaped and verdicts are badges")
  func html() {
    let table = Table(
      title: "<&>", columns: [Column(header: "\"a\""), Column(header: "v", content: .verdict)],
      rows: [["it's <b>", "holds & more"], ["holds", "perhaps"]], note: "1 < 2")
    #expect(
      table.html() == """
        <div class="table">
        <div class="scroll" tabindex="0">
        <table>
        <caption>&lt;&amp;&gt;</caption>
        <thead>
        <tr><th scope="col">&quot;a&quot;</th><th scope="col">v</th></tr>
        </thead>
        <tbody>
        <tr><td>it&#39;s &lt;b&gt;</td><td><span class="verdict holds">holds</span> &amp; more</td></tr>
        <tr><td>holds</td><td>perhaps</td></tr>
        </tbody>
        </table>
        </div>
        <p class="note">1 &lt; 2</p>
        </div>
        """)
  }

  @Test(
    "Text is wrapped at spaces, inside long words, and at line breaks",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
      ("a\n\nb", 5, ["a", "", "b"]), ("", 5, [""]), ("ab", 0, ["a", "b"]),
    ])
  func wrapping(text: String, width: Int, lines: [String]) {
    #expect(text.wrapped(to: width) == lines)
  }

  @Test func markdownEscapesBars() {
    let table = Table(
      title: "left out", columns: [Column(header: "a"), Column(header: "b", alignment: .trailing)],
      rows: [["|s|²\nr", "1"], ["short"]])
    #expect(table.markdown() == "| a | b |\n|---|---:|\n| \\|s\\|² r | 1 |\n| short |  |")
  }
}
