extension String {
  /// The text without control characters, which a terminal would obey and XML forbids.
  ///
  /// Line breaks stay, whatever their kind, as `\n`; a tab becomes a space; anything else is dropped.
  var printable: String {
    var result = ""
    for character in self {
      if character.isNewline {
        result.append("\n")
      } else if character == "\t" {
        result.append(" ")
      } else {
        result.unicodeScalars.append(
          contentsOf: character.unicodeScalars.filter {
            $0.properties.generalCategory != .control && !$0.properties.isNoncharacterCodePoint
          })
      }
    }
    return result
  }

  /// The text in lines of at most `width` characters, broken at spaces and, where a word is longer
  /// than a line, inside the word.
  ///
  /// A `\n` always ends a line. An empty text is one empty line. A width below 1 counts as 1.
  package func wrapped(to width: Int) -> [String] {
    let width = max(1, width)
    let paragraphs: [Substring] = split(separator: "\n", omittingEmptySubsequences: false)
    return paragraphs.flatMap { paragraph -> [String] in
      guard paragraph.count > width else { return [String(paragraph)] }
      var lines: [String] = []
      var line = ""
      let words: [Substring] = paragraph.split(separator: " ")
      for word in words {
        if !line.isEmpty, line.count + 1 + word.count <= width {
          line += " " + word
          continue
        }
        if !line.isEmpty { lines.append(line) }
        var rest = word
        while rest.count > width {
          lines.append(String(rest.prefix(width)))
          rest = rest.dropFirst(width)
        }
        line = String(rest)
      }
      if !line.isEmpty || lines.isEmpty { lines.append(line) }
      return lines
    }
  }

  /// The text filled up with spaces to `width` characters; a longer text is returned as it is.
  func padded(to width: Int, _ alignment: Alignment) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return alignment == .leading ? self + space : space + self
  }

  /// The text without its spaces at the end.
  var withoutTrailingSpaces: String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
