/// The parameters of a task by name, complete and of the right kinds, as a ``TaskSpecification`` checks them.
struct TaskParameters: Hashable, Sendable {
  var values: [String: TaskParameter]

  func optionalNumber(_ name: String) -> Int? {
    if case .number(let value)? = values[name] { value } else { nil }
  }

  func number(_ name: String) -> Int {
    guard let value = optionalNumber(name) else { wrong(name) }
    return value
  }

  func range(_ name: String) -> ClosedRange<Int> {
    guard case .range(let value)? = values[name] else { wrong(name) }
    return value
  }

  func text(_ name: String) -> String {
    guard case .text(let value)? = values[name] else { wrong(name) }
    return value
  }

  func texts(_ name: String) -> [String] {
    guard case .texts(let value)? = values[name] else { wrong(name) }
    return value
  }

  private func wrong(_ name: String) -> Never {
    preconditionFailure("the catalogue defines \(name) otherwise")
  }
}
