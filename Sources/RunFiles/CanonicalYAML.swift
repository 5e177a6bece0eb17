import Yams

/// YAML with sorted keys, so that equal values give equal bytes.
package func canonicalYAML(_ value: some Encodable) throws -> String {
  let encoder = YAMLEncoder()
  encoder.options.sortKeys = true
  return try encoder.encode(value)
}
