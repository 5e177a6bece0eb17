import Algorithms
import ArgumentParser
import Foundation
import GSLNumerics
import Policies
import PolicyGradientTheory
import Populations
import Reporting
import RolloutLogs
import Rollouts
import RunFiles
import Simulation
import Studies
import Tasks
import Training
import Transformer

@main
struct CounterweightCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "counterweight",
    abstract: "A laboratory for critic-free policy gradients with verifiable rewards.",
    discussion: """
      Data goes to standard output, everything else to standard error. Every command \
      that prints results takes --json.

      Exit codes: 0 success; 1 failure; 2 an established prediction was refuted; 64 wrong usage; 65 bad data; \
      66 missing input; 74 input/output error; 130 interrupted.

      Examples:
        counterweight algorithms grpo
        counterweight advantage --algorithm rloo \\
          --rollouts docs/examples/two-groups.jsonl
        counterweight baseline --probabilities 0.9,0.1 --rewards 1,0 --lengths 1,1
        counterweight weight effective --algorithm grpo,maxrl --rho 0.1,0.5
        counterweight penalty filter --good-beta 6,2 --bad-beta 1,4
        counterweight plan --rates docs/examples/pass-rates.csv
        counterweight simulate docs/examples/three-prompts.yml
        counterweight train reversal
        counterweight study run simulations/optimal-baseline
        counterweight doctor
      """,
    version: Counterweight.version,
    subcommands: [
      AlgorithmsCommand.self, AdvantageCommand.self, LossCommand.self, BaselineCommand.self,
      WeightCommand.self, PenaltyCommand.self, PlanCommand.self, SimulateCommand.self, TrainCommand.self,
      StudyCommand.self, ReportCommand.self, BenchCommand.self, DoctorCommand.self,
    ])

  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error as RunError {
      fail("\(error)", code: error.exitCode.rawValue)
    } catch let error as RolloutLogError {
      fail("\(error)", code: error.exitCode.rawValue)
    } catch let error as PopulationFileError {
      fail("\(error)", code: error.exitCode.rawValue)
    } catch let error as CatalogueError {
      fail("\(error)", code: RunError.ExitCode.usage.rawValue)
    } catch let error where isBadData(error) {
      fail("\(error)", code: RunError.ExitCode.badData.rawValue)
    } catch {
      exit(withError: error)
    }
  }

  /// Whether a library refused what it was given.
  private static func isBadData(_ error: any Error) -> Bool {
    error is PolicyError || error is TaskError || error is TransformerError || error is TrainingError
      || error is SimulationError
      || error is AlgorithmError || error is SettingError
      || error is PopulationError || error is BetaMixtureError || error is InvalidRollout
      || error is MismatchedColumn || error is TheoryError || error is FilterError
      || error is NumericsError || error is GnuplotError
  }

  private static func fail(_ line: String, code: Int32) -> Never {
    Terminal.tell("Error: \(line)\n")
    Foundation.exit(code)
  }
}

extension RolloutLogError {
  /// The exit code of a log that cannot be read.
  fileprivate var exitCode: RunError.ExitCode {
    switch self {
    case .noSuchFile: .missingInput
    case .unreadable: .inputOutput
    case .noRollouts, .line: .badData
    }
  }
}

extension PopulationFileError {
  /// The exit code of a file of prompts that cannot be read.
  fileprivate var exitCode: RunError.ExitCode {
    switch self {
    case .noSuchFile: .missingInput
    case .unreadable: .inputOutput
    case .empty, .line: .badData
    }
  }
}
