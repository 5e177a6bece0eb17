extension String {
  /// The text as HTML or XML content and attribute value: `&`, `<`, `>`, `"` and `'` as entities,
  /// control characters left out.
  package var htmlEscaped: String {
    var result = ""
    for scalar in printable.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
