/// The two row sets of a pass.
enum RowSet {
  /// Every token that is read: all but the last of each sequence, and none where the response is empty.
  case input
  /// The last input rows of each sequence: those that predict a token of its response.
  case response
}
